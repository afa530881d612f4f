namespace NeuralCore.Samples.Tests;

/// <summary>An output at which a user presses Ctrl+C as soon as a line comes that begins in a certain way.</summary>
/// <param name="stop">What Ctrl+C cancels.</param>
/// <param name="beginning">How the line begins.</param>
internal sealed class StopAt(CancellationTokenSource stop, string beginning) : StringWriter
{
    public override void WriteLine() => WriteLine("");

    public override void WriteLine(string? value)
    {
        base.Write(value + "\n");
        if (value!.StartsWith(beginning, StringComparison.Ordinal))
            stop.Cancel();
    }
}
