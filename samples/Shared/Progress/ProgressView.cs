using Spectre.Console;

namespace NeuralCore.Samples;

/// <summary>Shows work while it is done: a live bar where a person watches, plain lines where the output goes to a file.</summary>
public static class ProgressView
{
    /// <summary>Does the work and shows what it reports.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">Whether a person watches, so that lines can be redrawn.</param>
    /// <param name="work">The work.</param>
    public static T Show<T>(TextWriter output, bool isTerminal, Func<IProgress<WorkProgress>, T> work)
    {
        if (!isTerminal)
            return work(new LinesAlone(output));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true }
            ? LiveProgress.Show(console, work)
            : work(new LinesAlone(output));
    }

    /// <summary>Trains and shows the epochs.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">Whether a person watches, so that lines can be redrawn.</param>
    /// <param name="train">The training.</param>
    public static TrainingHistory ShowTraining(
        TextWriter output, bool isTerminal, Func<IProgress<TrainingProgress>, TrainingHistory> train) =>
        Show(output, isTerminal, progress => train(new TrainingReports(progress)));

    private sealed class LinesAlone(TextWriter output) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            if (value.Line is { } line)
                output.WriteLine(line);
        }
    }
}
