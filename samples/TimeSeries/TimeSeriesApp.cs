using System.Diagnostics;
using NeuralCore;

namespace TimeSeriesSample;

/// <summary>The program: makes a series, learns its past, forecasts its last weeks, and compares.</summary>
internal sealed class TimeSeriesApp(TextWriter output, TextWriter error, bool isTerminal) : SampleApp(output, error, isTerminal)
{
    protected override int Execute(string[] arguments, CancellationToken cancellation)
    {
        if (new CommandLine().Parse(arguments, Output) is not { } settings)
            return Success;
        using Picture? picture = settings.Svg is { } file ? new Picture(file) : null;
        Parallelism.MaxThreads = settings.Threads;
        GlobalRandom.Seed = settings.Seed;

        float[] series = SeriesGenerator.Generate(settings.Weeks, settings.Seed);
        Sequential network = Forecasting.CreateNetwork(settings.Hidden);
        ShowPlan(settings, series, network);

        cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        TrainingHistory history = ProgressView.ShowTraining(
            Output, IsTerminal, progress => Forecasting.Train(network, series, settings, progress, cancellation));
        TimeSpan time = clock.Elapsed;
        if (history.WasCancelled)
            Output.WriteLine(Text($"Stopped after {history.Epochs.Count} of {settings.Epochs} epochs."));

        Report(series, Forecasting.WithNetwork(network, series), picture, time);
        return history.WasCancelled ? Interrupted : Success;
    }

    private void ShowPlan(Settings settings, float[] series, Layer network)
    {
        SeriesWindows windows = Forecasting.Training(series);
        Output.WriteLine(Text($"Data: {series.Length:#,0} hours made by program, {settings.Weeks} weeks with a trend, a daily and a weekly season, ")
            + Text($"and noise"));
        Output.WriteLine(Text($"      {windows.Count:#,0} windows to learn from; the last {Forecasting.TestWeeks} weeks are forecast, ")
            + Text($"each day at its midnight from the {SeriesWindows.Length} hours before"));
        Output.WriteLine();
        Output.WriteLine(network);
        Output.WriteLine();
        Output.WriteLine(Text($"Training: adam, rate {settings.LearningRate:R} and falling, seed {settings.Seed}, threads {settings.Threads}"));
    }

    private void Report(float[] series, float[] forecast, Picture? picture, TimeSpan time)
    {
        float[] measured = series[Forecasting.TestStart(series)..];
        float[] lastWeek = Forecasting.SeasonalNaive(series, Calendar.Week);
        ShowWeek(measured, forecast);
        Output.WriteLine(Text($"Forecasts of {measured.Length} hours, in MW:"));
        ShowError("copy the day before", Forecasting.SeasonalNaive(series, Calendar.Day), measured);
        ForecastError naive = ShowError("copy the week before (seasonal-naive)", lastWeek, measured);
        ForecastError network = ShowError("LSTM", forecast, measured);
        ShowError("know how the series was made: the best", Forecasting.Ideal(series), measured);
        if (picture is not null)
        {
            picture.Write(measured, lastWeek, forecast);
            Output.WriteLine($"Wrote {picture.Path}");
        }

        Output.WriteLine(Text($"test MAE: {network.MeanAbsolute:0.000} (seasonal-naive {naive.MeanAbsolute:0.000}), ")
            + Text($"test RMSE: {network.RootMeanSquare:0.000} (seasonal-naive {naive.RootMeanSquare:0.000}), ")
            + Text($"training time: {time.TotalSeconds:0.00} s"));
    }

    private void ShowWeek(float[] measured, float[] forecast)
    {
        Output.WriteLine();
        Output.WriteLine($"The last week in MW: measured as a line, forecast as {TerminalChart.Mark}");
        foreach (string line in TerminalChart.Draw(measured.AsSpan(^Calendar.Week..), forecast.AsSpan(^Calendar.Week..)))
            Output.WriteLine(line);
        Output.WriteLine();
    }

    private ForecastError ShowError(string name, float[] forecast, float[] measured)
    {
        ForecastError found = ForecastError.Of(forecast, measured);
        Output.WriteLine(Text($"  {name,-40} MAE {found.MeanAbsolute,6:0.000}   RMSE {found.RootMeanSquare,6:0.000}"));
        return found;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
