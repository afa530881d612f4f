using System.Net;

namespace NeuralCore.Datasets.Tests;

/// <summary>Answers requests from a function, and remembers them.</summary>
internal sealed class FakeServer(Func<string, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    public static HttpResponseMessage Ok(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };

    public static HttpResponseMessage Status(HttpStatusCode code) => new(code) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage Body(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    /// <summary>The small set, packed, from an address that ends in a file's name.</summary>
    public static HttpResponseMessage Serve(string address)
    {
        int index = SmallMnist.Files.ToList().FindIndex(file => address.EndsWith("/" + file.PackedName, StringComparison.Ordinal));
        return index < 0 ? Status(HttpStatusCode.NotFound) : Ok(IdxBytes.Gzip(SmallMnist.Contents[index]));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests.Add(request.RequestUri!.ToString());
        return Task.FromResult(answer(request.RequestUri!.ToString()));
    }
}
