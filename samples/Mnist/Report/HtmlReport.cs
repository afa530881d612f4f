using System.Globalization;
using NeuralCore;

namespace MnistSample;

/// <summary>The report: one page that needs nothing but itself, and follows the light or dark setting of its reader.</summary>
internal static class HtmlReport
{
    public const string Name = "report.html";

    public static string Write(ReportContent content)
    {
        string title = $"{content.Settings.Model.Name} on {content.Digits.Kind}";
        Html html = Html.From($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Add($"<meta name=\"color-scheme\" content=\"light dark\">");
        html.Add($"<title>{title}</title><style>\n").AddRaw(ReportStyle.Text).Add($"</style></head><body><main>\n");
        AddHead(html, content, title);
        AddCurves(html, content.History);
        html.Add($"<section><h2>What was read as what</h2><p>All {content.Test.Total:#,0} test images. ");
        html.Add($"Each row is a digit, each column what the model read.</p>");
        html.AddRaw(ConfusionTable.Draw(content.Test.Confusion).ToString()).Add($"</section>\n");
        AddMistakes(html, content);
        AddSettings(html, content);
        return html.Add($"</main></body></html>\n").ToString();
    }

    private static void AddHead(Html html, ReportContent content, string title)
    {
        TestResult test = content.Test;
        html.Add($"<header><h1>{title}</h1><p class=\"source\">Data: {content.Digits.Source}.</p>");
        if (!content.Digits.IsMnist)
        {
            html.Add($"<p class=\"warning\">These digits were drawn by a program. ");
            html.Add($"This is not MNIST, and the accuracy does not compare with one on MNIST.</p>");
        }

        if (content.History.WasCancelled)
        {
            html.Add($"<p class=\"warning\">Training was stopped after {content.History.Epochs.Count} ");
            html.Add($"of {content.Settings.Epochs} epochs.</p>");
        }

        html.Add($"</header>\n<section class=\"tiles\">");
        Tile(html, test.Accuracy.ToString("0.00 %", CultureInfo.InvariantCulture), "test accuracy");
        Tile(html, Number(test.Total - test.Correct), $"mistakes in {Number(test.Total)}");
        Tile(html, string.Create(CultureInfo.InvariantCulture, $"{content.TrainingTime.TotalSeconds:0.00} s"), "training time");
        if (content.History.Epochs is [.., var last])
            Tile(html, Number((long)last.ExamplesPerSecond), "images a second");
        html.Add($"</section>\n");
    }

    private static void Tile(Html html, string value, string name) => html.Add($"<div><strong>{value}</strong><span>{name}</span></div>");

    private static void AddCurves(Html html, TrainingHistory history)
    {
        if (history.Epochs.Count == 0)
            return;
        html.Add($"<section><h2>Learning curves</h2><div class=\"charts\">");
        html.AddRaw(LineChart.Draw("Loss", Curves(history, scores => scores.Loss)).ToString());
        html.AddRaw(LineChart.Draw("Accuracy", Curves(history, scores => scores["accuracy"].Mean)).ToString());
        html.Add($"</div><p class=\"note\">Training is measured while the weights change; validation after each epoch, ");
        html.Add($"on images that are not trained on.</p></section>\n");
    }

    private static Curve[] Curves(TrainingHistory history, Func<Evaluation, double> value) =>
    [
        new("training", "first", [.. history.Epochs.Select(epoch => value(epoch.Training))]),
        new("validation", "second", [.. history.Epochs.Select(epoch => value(epoch.Validation!))]),
    ];

    private static void AddMistakes(Html html, ReportContent content)
    {
        int count = content.Test.Mistakes.Count;
        html.Add($"<section><h2>The most confident mistakes</h2>");
        html.Add($"<p>The {Math.Min(count, MistakeGallery.Shown)} of {count:#,0} that the model was surest of.</p>");
        html.AddRaw(MistakeGallery.Draw(content.Digits.Test, content.Test.Mistakes).ToString()).Add($"</section>\n");
    }

    private static void AddSettings(Html html, ReportContent content)
    {
        Settings settings = content.Settings;
        html.Add($"<section><h2>The model</h2><pre>{content.Model.ToString()}</pre><table class=\"settings\">");
        Row("data", content.Digits.Source);
        Row("loss", settings.Model.Loss);
        Row("optimizer", settings.Optimizer.Name);
        Row("learning rate", FormattableString.Invariant($"{settings.LearningRate:R} at first, falling evenly from epoch to epoch"));
        Row("epochs", Number(content.History.Epochs.Count));
        Row("batch", Number(settings.BatchSize));
        Row("seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
        Row("threads", $"{Number(settings.Threads)} (the result does not depend on it)");
        html.Add($"</table></section>\n");

        void Row(string name, string value) => html.Add($"<tr><th>{name}</th><td>{value}</td></tr>");
    }

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
