namespace NeuralCore.Samples.Tests;

/// <summary>What one run of a sample said, and how it ended.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    /// <summary>Runs a sample inside the test process, by tests of the collection <see cref="AppRuns"/>.</summary>
    public static SampleRun Of(Func<TextWriter, TextWriter, SampleApp> create, params string[] arguments) =>
        Of(create, new StringWriter { NewLine = "\n" }, CancellationToken.None, arguments);

    /// <inheritdoc cref="Of(Func{TextWriter, TextWriter, SampleApp}, string[])"/>
    public static SampleRun Of(
        Func<TextWriter, TextWriter, SampleApp> create, StringWriter output, CancellationToken cancellation, params string[] arguments)
    {
        StringWriter error = new() { NewLine = "\n" };
        int threads = Parallelism.MaxThreads;
        try
        {
            int code = create(output, error).Run(arguments, cancellation);
            return new SampleRun(code, output.ToString(), error.ToString());
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }
}
