using NeuralCore;
using Spectre.Console;

namespace MnistSample;

/// <summary>Shows training while it runs: a live bar where a person watches, plain lines where the output goes to a file.</summary>
internal static class ProgressView
{
    /// <summary>Runs the training and shows what it reports.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isTerminal">Whether a person watches, so that lines can be redrawn.</param>
    /// <param name="train">The training.</param>
    public static TrainingHistory Show(TextWriter output, bool isTerminal, Func<IProgress<TrainingProgress>, TrainingHistory> train)
    {
        if (!isTerminal)
            return train(new EpochLines(output));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true }
            ? LiveProgress.Show(console, train)
            : train(new EpochLines(output));
    }

    private sealed class EpochLines(TextWriter output) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Completed is { } epoch)
                output.WriteLine(EpochLine.Of(epoch, value.LastEpoch));
        }
    }
}
