using Spectre.Console;

namespace NeuralCore.Samples;

/// <summary>A bar that grows while the lines that stay move up above it.</summary>
internal sealed class LiveProgress : IProgress<WorkProgress>
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

    public static T Show<T>(IAnsiConsole console, Func<IProgress<WorkProgress>, T> work)
    {
        LatestProgress latest = new();
        return console.Progress()
            .AutoClear(true)
            .Columns(ProgressText.Columns(latest, console.Profile.Width))
            .Start(context => work(new LiveProgress(console, context.AddTask("training"), latest)));
    }

    public void Report(WorkProgress value)
    {
        latest.Value = value;
        task.MaxValue = value.Total;
        task.Value = value.Done;
        if (value.Line is { } line)
            console.WriteLine(FullWidth(line));
    }

    // The line is written over the bar, which is then drawn anew below: exactly one row, to its end, so that nothing of the bar is left.
    private string FullWidth(string line)
    {
        int width = Math.Max(1, console.Profile.Width - 1);
        return line.Length > width ? line[..width] : line.PadRight(width);
    }
}
