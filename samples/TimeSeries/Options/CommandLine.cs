using System.CommandLine;

namespace TimeSeriesSample;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private const int Weeks = 60;
    private const int Hidden = 48;
    private const int Epochs = 8;
    private const float LearningRate = 0.003f;

    // A year of weeks is 52; ten years still fit into memory with ease.
    private const int MostWeeks = 520;

    private readonly OptionList options = new("Forecasts a generated series with an LSTM in pure C#, beside the seasonal-naive forecast.");
    private readonly Option<string> weeks;
    private readonly Option<string> hidden;
    private readonly Option<string> epochs;
    private readonly Option<string> rate;
    private readonly Option<string> svg;

    public CommandLine()
    {
        weeks = options.Add(
            "--weeks",
            "N",
            $"How many weeks of hours to make; the last {Forecasting.TestWeeks} are forecast [default: {Weeks}, at least {Forecasting.LeastWeeks}].");
        hidden = options.Add("--hidden", "N", $"How many numbers the LSTM remembers [default: {Hidden}].");
        epochs = options.Add("--epochs", "N", $"How often to go through the training hours [default: {Epochs}].");
        rate = options.Add("--lr", "X", $"The learning rate of the first epoch, from which it falls evenly [default: {LearningRate}].");
        svg = options.Add("--svg", "FILE", "Also draw the forecast into this SVG file.");
        options.AddSeed("the noise of the series, the first weights and the order of training");
        options.AddThreads();
    }

    /// <summary>What the arguments ask for; null when they ask for help, which is printed.</summary>
    /// <exception cref="InputException">An argument is unknown or wrong.</exception>
    public Settings? Parse(string[] arguments, TextWriter help)
    {
        if (options.Parse(arguments, help) is not { } values)
            return null;
        return new Settings
        {
            Weeks = values.Read(weeks, Weeks, (name, text) => OptionText.Count(name, text, MostWeeks, Forecasting.LeastWeeks)),
            Hidden = values.Read(hidden, Hidden, (name, text) => OptionText.Count(name, text, most: 1024)),
            Epochs = values.Read(epochs, Epochs, (name, text) => OptionText.Count(name, text)),
            LearningRate = values.Read(rate, LearningRate, OptionText.Rate),
            Seed = values.Seed,
            Threads = values.Threads,
            Svg = values.Read(svg, null, (name, text) => (string?)OptionText.Path(name, text)),
        };
    }
}
