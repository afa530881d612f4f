using MnistSample;

namespace NeuralCore.Samples.Tests;

/// <summary>Runs the MNIST sample inside the test process, with few generated digits where it draws them.</summary>
internal static class MnistRun
{
    public static DigitSearch Search => new(trainCount: 600, testCount: 200);

    public static SampleRun Of(params string[] arguments) => SampleRun.Of(Create, arguments);

    public static SampleRun Of(StringWriter output, CancellationToken cancellation, params string[] arguments) =>
        SampleRun.Of(Create, output, cancellation, arguments);

    private static SampleApp Create(TextWriter output, TextWriter error) =>
        new MnistApp(output, error, isTerminal: false, Search);
}
