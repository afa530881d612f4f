using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NeuralCore.Samples;

/// <summary>A column of the live bar that says one thing about the latest report.</summary>
internal sealed class ProgressText(LatestProgress latest, Func<WorkProgress, string> text) : ProgressColumn
{
    // What all columns but the bar take, at their longest.
    private const int TextWidth = 68;
    private const int NarrowTextWidth = 42;

    /// <summary>The columns that fit into a terminal; a narrow one goes without the speed.</summary>
    public static ProgressColumn[] Columns(LatestProgress latest, int width)
    {
        bool isNarrow = width < TextWidth + 10;
        List<ProgressColumn> columns =
        [
            new ProgressText(latest, progress => progress.Stage),
            new ProgressBarColumn
            {
                Width = Math.Clamp(width - (isNarrow ? NarrowTextWidth : TextWidth) - 2, 5, 40),
                CompletedStyle = new Style(Color.DodgerBlue1),
            },
            new ProgressText(latest, progress => progress.Scores),
        ];
        if (!isNarrow)
            columns.Add(new ProgressText(latest, progress => progress.Speed));
        columns.Add(new ProgressText(latest, progress => $"{Remaining(progress.Remaining)} left"));
        return [.. columns];
    }

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(latest.Value is { } progress ? text(progress) : "");

    private static string Remaining(TimeSpan time) =>
        time.ToString(time.TotalHours >= 1 ? @"d\.hh\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
