namespace MnistSample;

/// <summary>The table of which digit was read as which: mistakes stand out by their colour.</summary>
internal static class ConfusionTable
{
    public static Html Draw(int[,] confusion)
    {
        int classes = confusion.GetLength(0);
        int[] digits = [.. Enumerable.Range(0, classes)];
        int worst = (from truth in digits from read in digits where truth != read select confusion[truth, read]).Max();
        Html html = Html.From($"<table class=\"confusion\"><thead><tr><th></th><th colspan=\"{classes}\">read as</th><th></th></tr>");
        html.Add($"<tr><th>is</th>");
        html.AddAll(digits, digit => Html.From($"<th>{digit}</th>")).Add($"<th>right</th></tr></thead><tbody>");
        foreach (int truth in digits)
        {
            int total = digits.Sum(read => confusion[truth, read]);
            html.Add($"<tr><th>{truth}</th>");
            html.AddAll(digits, read => Cell(truth, read, confusion[truth, read], worst));
            html.Add($"<td class=\"share\">{(total == 0 ? 0 : 100.0 * confusion[truth, truth] / total):0.0} %</td></tr>");
        }

        return html.Add($"</tbody></table>");
    }

    private static Html Cell(int truth, int read, int count, int worst)
    {
        string title = $"{count} images of {truth} read as {read}";
        if (truth == read)
            return Html.From($"<td class=\"right\" title=\"{title}\">{count}</td>");

        // Square roots keep single mistakes visible beside the most frequent ones.
        double strength = 100 * Math.Sqrt((double)count / worst);
        return count == 0
            ? Html.From($"<td class=\"none\">·</td>")
            : Html.From($"<td class=\"wrong\" style=\"--strength:{strength:0}%\" title=\"{title}\">{count}</td>");
    }
}
