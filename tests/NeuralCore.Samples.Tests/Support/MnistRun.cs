using MnistSample;

namespace NeuralCore.Samples.Tests;

/// <summary>One run of the MNIST sample inside the test process, with few generated digits where it draws them.</summary>
internal sealed record MnistRun(int ExitCode, string Output, string Error)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    public static MnistRun Of(params string[] arguments) => Of(new StringWriter { NewLine = "\n" }, CancellationToken.None, arguments);

    public static MnistRun Of(StringWriter output, CancellationToken cancellation, params string[] arguments)
    {
        StringWriter error = new() { NewLine = "\n" };
        var app = new MnistApp(output, error, isTerminal: false, new DigitSearch(trainCount: 600, testCount: 200));
        int code = app.Run(arguments, cancellation);
        return new MnistRun(code, output.ToString(), error.ToString());
    }
}
