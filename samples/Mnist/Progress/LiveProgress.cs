using NeuralCore;
using Spectre.Console;

namespace MnistSample;

/// <summary>A bar that grows while the lines of the finished epochs move up above it.</summary>
internal sealed class LiveProgress : IProgress<TrainingProgress>
{
    private readonly IAnsiConsole console;
    private readonly ProgressTask task;
    private readonly LatestProgress latest;

    private LiveProgress(IAnsiConsole console, ProgressTask task, LatestProgress latest)
    {
        this.console = console;
        this.task = task;
        this.latest = latest;
    }

    public static TrainingHistory Show(IAnsiConsole console, Func<IProgress<TrainingProgress>, TrainingHistory> train)
    {
        LatestProgress latest = new();
        return console.Progress()
            .AutoClear(true)
            .Columns(ProgressText.Columns(latest, console.Profile.Width))
            .Start(context => train(new LiveProgress(console, context.AddTask("training"), latest)));
    }

    public void Report(TrainingProgress value)
    {
        latest.Value = value;
        task.MaxValue = (double)value.LastEpoch * value.Batches;
        task.Value = ((value.Epoch - 1.0) * value.Batches) + value.Batch;
        if (value.Completed is { } epoch)
            console.WriteLine(FullWidth(EpochLine.Of(epoch, value.LastEpoch)));
    }

    // The line is written over the bar, which is then drawn anew below: exactly one row, to its end, so that nothing of the bar is left.
    private string FullWidth(string line)
    {
        int width = Math.Max(1, console.Profile.Width - 1);
        return line.Length > width ? line[..width] : line.PadRight(width);
    }
}
