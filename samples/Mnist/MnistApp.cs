using System.Diagnostics;
using System.Globalization;
using NeuralCore;

namespace MnistSample;

/// <summary>The program from its arguments to its exit code: options, data, model, training, report.</summary>
/// <param name="output">For what the user wants to know.</param>
/// <param name="error">For what went wrong.</param>
/// <param name="isTerminal">Whether a person watches the output, so that lines can be redrawn.</param>
/// <param name="search">Where digits come from.</param>
internal sealed class MnistApp(TextWriter output, TextWriter error, bool isTerminal, DigitSearch search)
    : SampleApp(output, error, isTerminal)
{
    protected override int Execute(string[] arguments, CancellationToken cancellation)
    {
        Settings? settings = new CommandLine().Parse(arguments, Output);
        if (settings is null)
            return Success;
        Parallelism.MaxThreads = settings.Threads;
        GlobalRandom.Seed = settings.Seed;
        return settings.PredictFile is { } file ? Predict(file, settings, cancellation) : Train(settings, cancellation);
    }

    private int Train(Settings settings, CancellationToken cancellation)
    {
        var folder = new OutputFolder("--out", settings.OutputFolder);
        try
        {
            // Unpacking the digits keeps one processor busy; another one meanwhile compiles what training will run.
            Task<Digits> finding = Task.Run(() => search.Find(settings, Output, cancellation), CancellationToken.None);
            Layer model = settings.Model.Create();
            Digits digits;
            try
            {
                if (settings.Threads > 1)
                    Rehearsal.Run(settings, cancellation);
            }
            finally
            {
                digits = finding.GetAwaiter().GetResult();
            }

            (IDataset training, IDataset validation) = Learning.Divide(digits.Train, settings.Seed);
            OptionText.AtMost("--batch", settings.BatchSize, training.Count, "images to train on");
            ShowPlan(settings, digits, training, validation, model);

            cancellation.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            TrainingHistory history = ProgressView.ShowTraining(
                Output, IsTerminal, progress => Learning.Run(model, settings, training, validation, progress, cancellation));
            TimeSpan time = clock.Elapsed;

            TestResult test = TestResult.Measure(model, digits.Test);
            Write(folder, new ReportContent(settings, digits, model, history, test, time));
            if (!digits.IsMnist)
                Output.WriteLine("These digits were generated: the accuracy does not compare with one on MNIST.");
            Output.WriteLine(Text(
                $"test accuracy: {test.Accuracy:0.0000} ({test.Correct}/{test.Total}), training time: {time.TotalSeconds:0.00} s"));
            return history.WasCancelled ? Interrupted : Success;
        }
        finally
        {
            folder.RemoveIfUnused();
        }
    }

    private void ShowPlan(Settings settings, Digits digits, IDataset training, IDataset validation, Layer model)
    {
        Output.WriteLine($"Data: {digits.Source}");
        Output.WriteLine(Text(
            $"      {training.Count:#,0} images to train on, {validation.Count:#,0} to validate, {digits.Test.Count:#,0} to test"));
        Output.WriteLine();
        Output.WriteLine(model);
        Output.WriteLine();
        Output.WriteLine($"Loss: {settings.Model.Loss}");
        Output.WriteLine(Text(
            $"Training: {settings.Optimizer.Name}, rate {settings.LearningRate:R} and falling, batches of {settings.BatchSize}, ")
            + Text($"seed {settings.Seed}, threads {settings.Threads}"));
    }

    private void Write(OutputFolder folder, ReportContent content)
    {
        TrainingHistory history = content.History;
        if (history.WasCancelled)
        {
            Output.WriteLine(history.Best is { } best
                ? Text($"Stopped after {history.Epochs.Count} of {content.Settings.Epochs} epochs. ")
                    + Text($"The weights are the best so far, those of epoch {best.Epoch}.")
                : "Stopped before the first epoch was complete. The weights are those of that moment.");
        }

        string model = folder.PathOf(ModelFile.Name);
        ModelFile.Save(content.Model, model, content.Settings.Model, content.Digits);
        folder.Write(HistoryFile.Name, HistoryFile.Text(history, content.Digits));
        folder.Write(HtmlReport.Name, HtmlReport.Write(content));
        Output.WriteLine($"Wrote {model}, {HistoryFile.Name} and {HtmlReport.Name}");
    }

    private int Predict(string file, Settings settings, CancellationToken cancellation)
    {
        (Layer model, string trainedOn) = ModelFile.Load(Path.Combine(settings.OutputFolder, ModelFile.Name), settings.Model);
        byte[][] images = DigitFile.Read(file);
        Output.WriteLine($"Model: {settings.Model.Name}, trained on {trainedOn}");
        for (int i = 0; i < images.Length; i++)
        {
            if (cancellation.IsCancellationRequested)
            {
                Output.WriteLine(Text($"Stopped after {i:#,0} of {images.Length:#,0} images."));
                return Interrupted;
            }

            float[] pixels = [.. images[i].Select(pixel => pixel / 255f)];
            Reading reading = Reading.Of(model, Tensor.Wrap(pixels, 1, 1, DigitCentring.Side, DigitCentring.Side))[0];
            string name = images.Length == 1 ? file : Text($"{file}, image {i}");
            Output.WriteLine(Text($"{name}: {reading.Digit} (probability {reading.Probability:0.0000})"));
        }

        return Success;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
