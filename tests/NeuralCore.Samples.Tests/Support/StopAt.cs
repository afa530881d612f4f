namespace NeuralCore.Samples.Tests;

/// <summary>An output at which a user presses Ctrl+C as soon as a line comes that begins in a certain way.</summary>
/// <param name="stop">What Ctrl+C cancels.</param>
/// <param name="beginning">How the line begins.</param>
/// <param name="after">How a line begins that must have come before; the empty text for none.</param>
internal sealed class StopAt(CancellationTokenSource stop, string beginning, string after = "") : StringWriter
{
    private bool waits = after.Length > 0;

    public override void WriteLine() => WriteLine("");

    public override void WriteLine(string? value)
    {
        base.Write(value + "\n");
        if (!waits && value!.StartsWith(beginning, StringComparison.Ordinal))
            stop.Cancel();
        waits &= !value!.StartsWith(after, StringComparison.Ordinal);
    }
}
