namespace TimeSeriesSample;

/// <summary>The file for the forecast as a picture, which appears whole or not at all.</summary>
internal sealed class Picture : IDisposable
{
    private const string Option = "--svg";
    private const int DrawnWeeks = 2;

    private readonly OutputFolder folder;
    private readonly string name;

    /// <summary>Looks whether the file can be written, before the training and not after.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public Picture(string path)
    {
        Path = path;
        name = System.IO.Path.GetFileName(path);
        if (name.Length == 0 || Directory.Exists(path))
            throw new InputException($"{Option}: {path} is a folder. Name a file in it.");
        folder = new OutputFolder(Option, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
    }

    public string Path { get; }

    public void Write(float[] measured, float[] lastWeek, float[] forecast)
    {
        Range drawn = ^(DrawnWeeks * Calendar.Week)..;
        folder.Write(name, SvgChart.Draw(
            FormattableString.Invariant($"Forecasts of the last {DrawnWeeks} weeks, in MW"),
            new Curve("measured", "#1f2937", measured[drawn]),
            new Curve("the week before", "#9ca3af", lastWeek[drawn]),
            new Curve("LSTM", "#ea580c", forecast[drawn])));
    }

    /// <summary>Takes the folder away again if it was made for a picture that was not drawn.</summary>
    public void Dispose() => folder.RemoveIfUnused();
}
