namespace TimeSeriesSample;

/// <summary>A curve in a picture.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Values">A value for each hour.</param>
internal sealed record Curve(string Name, string Colour, IReadOnlyList<float> Values);

/// <summary>Draws curves over hours as a picture that stands for itself.</summary>
internal static class SvgChart
{
    private const double Width = 1000;
    private const double Height = 360;
    private const double Left = 60;
    private const double Right = 16;
    private const double Top = 40;
    private const double Bottom = 40;
    private const double LegendStep = 220;

    public static string Draw(string title, params IReadOnlyList<Curve> curves)
    {
        int hours = curves.Max(curve => curve.Values.Count);
        Axis axis = Axis.Around(curves.SelectMany(curve => curve.Values).Select(value => (double)value));
        Html svg = Html.From($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" ");
        svg.Add($"font-size=\"13\"><title>{title}</title><rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        foreach (double tick in axis.Ticks)
        {
            svg.Add($"<path d=\"M{Left} {Y(tick):0.0}H{Width - Right}\" stroke=\"#ddd\"/>");
            svg.Add($"<text x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.0}\" text-anchor=\"end\">{axis.Label(tick)}</text>\n");
        }

        for (int hour = 0; hour < hours; hour += Calendar.Day)
        {
            svg.Add($"<path d=\"M{X(hour):0.0} {Top}V{Height - Bottom}\" stroke=\"#eee\"/>");
            svg.Add($"<text x=\"{X(hour):0.0}\" y=\"{Height - Bottom + 18}\">day {(hour / Calendar.Day) + 1}</text>\n");
        }

        for (int i = 0; i < curves.Count; i++)
        {
            IEnumerable<string> points = curves[i].Values.Select((value, hour) => FormattableString.Invariant($"{X(hour):0.0},{Y(value):0.0}"));
            svg.Add($"<polyline fill=\"none\" stroke=\"{curves[i].Colour}\" stroke-width=\"1.5\" points=\"{string.Join(' ', points)}\"/>");
            svg.Add($"<text x=\"{Left + (i * LegendStep)}\" y=\"24\" fill=\"{curves[i].Colour}\">{curves[i].Name}</text>\n");
        }

        return svg.Add($"</svg>\n").ToString();

        double X(int hour) => Left + ((Width - Left - Right) * hour / Math.Max(1, hours - 1));

        double Y(double value) => Top + ((Height - Top - Bottom) * (1 - axis.Share(value)));
    }
}
