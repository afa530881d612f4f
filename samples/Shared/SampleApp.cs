using System.Text;

namespace NeuralCore.Samples;

/// <summary>A sample from its arguments to its exit code. What the user gave and cannot be used ends it with a message, not with a stack.</summary>
/// <param name="output">For what the user wants to know.</param>
/// <param name="error">For what went wrong.</param>
/// <param name="isTerminal">Whether a person watches the output, so that lines can be redrawn.</param>
public abstract class SampleApp(TextWriter output, TextWriter error, bool isTerminal)
{
    public const int Success = 0;

    /// <summary>An argument or a file cannot be used.</summary>
    public const int BadInput = 1;

    /// <summary>What shells report for a program that was interrupted.</summary>
    public const int Interrupted = 130;

    protected TextWriter Output => output;

    protected bool IsTerminal => isTerminal;

    /// <summary>Runs a sample in the console of this process.</summary>
    public static int RunInConsole(string[] arguments, Func<TextWriter, TextWriter, bool, SampleApp> create)
    {
        Console.OutputEncoding = Encoding.UTF8;

        // The first Ctrl+C stops what is being done, and a training then still ends in order; a second one ends the program at once.
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };

        return create(Console.Out, Console.Error, !Console.IsOutputRedirected).Run(arguments, stop.Token);
    }

    public int Run(string[] arguments, CancellationToken cancellation)
    {
        try
        {
            return Execute(arguments, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            error.WriteLine("Stopped before training began; nothing was written.");
            return Interrupted;
        }
        catch (Exception problem) when (IsExplained(problem))
        {
            error.WriteLine($"error: {problem.Message}");
            return BadInput;
        }
    }

    /// <summary>The program itself; what it throws becomes a message and an exit code.</summary>
    protected abstract int Execute(string[] arguments, CancellationToken cancellation);

    // Errors that say themselves what to do about them. Anything else is a mistake in the program and shows where it is.
    private static bool IsExplained(Exception problem) =>
        problem is InputException or IOException or UnauthorizedAccessException or WeightMismatchException or NonFiniteException;
}
