namespace MnistSample;

/// <summary>A curve in a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Style">The class that the style sheet colours.</param>
/// <param name="Values">A value for each epoch, from the first.</param>
internal sealed record Curve(string Name, string Style, IReadOnlyList<double> Values);

/// <summary>Draws curves over epochs as inline SVG.</summary>
internal static class LineChart
{
    private const double Width = 460;
    private const double Height = 280;
    private const double Left = 52;
    private const double Right = 12;
    private const double Top = 14;
    private const double Bottom = 36;

    public static Html Draw(string title, params IReadOnlyList<Curve> curves)
    {
        int epochs = curves.Max(curve => curve.Values.Count);
        Axis axis = Axis.Around(curves.SelectMany(curve => curve.Values));
        Html html = Html.From($"<figure class=\"chart\"><figcaption>{title}<span class=\"legend\">");
        html.AddAll(curves, curve => Html.From($"<span class=\"{curve.Style}\">{curve.Name}</span>"));
        html.Add($"</span></figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title} by epoch\">");
        foreach (double tick in axis.Ticks)
        {
            html.Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.0}\" y2=\"{Y(tick):0.0}\"/>");
            html.Add($"<text x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.0}\" text-anchor=\"end\">{axis.Label(tick)}</text>");
        }

        int every = Math.Max(1, (int)Math.Ceiling(epochs / 10.0));
        for (int epoch = 1; epoch <= epochs; epoch += every)
            html.Add($"<text x=\"{X(epoch):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{epoch}</text>");
        html.Add($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 3}\" text-anchor=\"middle\">epoch</text>");
        html.AddAll(curves, DrawCurve);
        return html.Add($"</svg></figure>");

        Html DrawCurve(Curve curve)
        {
            IEnumerable<string> points = curve.Values.Select((value, i) => FormattableString.Invariant($"{X(i + 1):0.0},{Y(value):0.0}"));
            Html drawn = Html.From($"<g class=\"{curve.Style}\"><polyline points=\"{string.Join(' ', points)}\"/>");
            for (int i = 0; i < curve.Values.Count; i++)
            {
                drawn.Add($"<circle cx=\"{X(i + 1):0.0}\" cy=\"{Y(curve.Values[i]):0.0}\" r=\"3\">");
                drawn.Add($"<title>{curve.Name}, epoch {i + 1}: {curve.Values[i]:0.0000}</title></circle>");
            }

            return drawn.Add($"</g>");
        }

        // A single epoch stands in the middle.
        double X(int epoch) => Left + ((Width - Left - Right) * (epochs == 1 ? 0.5 : (epoch - 1.0) / (epochs - 1)));

        double Y(double value) => Top + ((Height - Top - Bottom) * (1 - axis.Share(value)));
    }
}
