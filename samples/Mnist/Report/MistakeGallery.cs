using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>The mistakes the model was surest of, drawn.</summary>
internal static class MistakeGallery
{
    public const int Shown = 30;

    public static Html Draw(LabeledImages images, IReadOnlyList<Mistake> mistakes)
    {
        if (mistakes.Count == 0)
            return Html.From($"<p>There are none.</p>");
        Html html = Html.From($"<div class=\"gallery\">");
        html.AddAll(mistakes.Take(Shown), mistake => Draw(images, mistake));
        return html.Add($"</div>");
    }

    private static Html Draw(LabeledImages images, Mistake mistake)
    {
        string picture = Convert.ToBase64String(PngWriter.Write(images.Image(mistake.Index), images.Width, images.Height));
        (int digit, float probability) = mistake.Reading;
        return Html.From($"<figure><img width=\"84\" height=\"84\" alt=\"a {mistake.Truth} read as {digit}\" ")
            .Add($"src=\"data:image/png;base64,{picture}\"><figcaption>")
            .Add($"<b>{mistake.Truth}</b> read as <b class=\"wrongdigit\">{digit}</b><br>")
            .Add($"<small>{100 * probability:0.0} %, no. {mistake.Index}</small></figcaption></figure>");
    }
}
