using System.Diagnostics;
using NeuralCore;

namespace TextClassificationSample;

/// <summary>The program: reads the messages, learns from four fifths of them, and is judged by the last.</summary>
internal sealed class TextClassificationApp(TextWriter output, TextWriter error, bool isTerminal) : SampleApp(output, error, isTerminal)
{
    // Made up for this sample, so that none is in the data.
    private static readonly string[] examples =
    [
        "Are we still on for lunch tomorrow? I can pick you up at 12.",
        "CONGRATULATIONS! You have won a £500 voucher. Call 09061234567 now to claim your prize!",
        "Running late, the bus never came. Start without me x",
        "Free entry: text WIN to 80082 for tickets to the final. 150p per msg, 18+ only",
    ];

    protected override int Execute(string[] arguments, CancellationToken cancellation)
    {
        if (new CommandLine().Parse(arguments, Output) is not { } settings)
            return Success;
        Parallelism.MaxThreads = settings.Threads;
        GlobalRandom.Seed = settings.Seed;

        string path = Messages.File.Locate("--data", settings.Data);
        IReadOnlyList<Message> messages = Messages.Read(path);
        Division division = Division.Of(messages, path);
        OptionText.AtMost("--batch", settings.BatchSize, division.Training.Count, "messages to learn from");
        var filter = new SpamFilter(division.Training);
        ShowPlan(settings, path, messages, division, filter);

        cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        TrainingHistory history = ProgressView.ShowTraining(
            Output, IsTerminal, progress => Train(settings, filter, division.Training, progress, cancellation));
        TimeSpan time = clock.Elapsed;
        if (history.WasCancelled)
            Output.WriteLine(Text($"Stopped after {history.Epochs.Count} of {settings.Epochs} epochs."));

        Classify(filter, settings.Message is { } message ? [message] : examples);
        TestResult test = TestResult.Measure(filter, division.Test);
        Output.WriteLine(Text($"spam caught {test.Caught}, missed {test.Missed}; ham let through {test.Passed}, taken for spam {test.Wronged}"));
        Output.WriteLine(Text($"test accuracy: {test.Accuracy:0.0000} ({test.Correct}/{test.Total}), F1 of spam: {test.F1:0.0000}, ")
            + Text($"training time: {time.TotalSeconds:0.00} s"));
        return history.WasCancelled ? Interrupted : Success;
    }

    private static TrainingHistory Train(
        Settings settings,
        SpamFilter filter,
        IReadOnlyList<Message> messages,
        IProgress<TrainingProgress> progress,
        CancellationToken cancellation)
    {
        var optimizer = new Adam(filter.Network.Parameters, settings.LearningRate);
        var trainer = new Trainer(filter.Network, new CrossEntropy(), optimizer, new Accuracy()) { Schedule = Schedule.Linear };
        var batches = new DataLoader(filter.Encode(messages), settings.BatchSize, shuffle: true, seed: settings.Seed);
        return trainer.Fit(batches, settings.Epochs, progress: progress, cancellation: cancellation);
    }

    private void ShowPlan(Settings settings, string path, IReadOnlyList<Message> messages, Division division, SpamFilter filter)
    {
        int different = division.Training.Count + division.Test.Count;
        Output.WriteLine(Text($"Data: {path}, {messages.Count:#,0} messages, of which {different:#,0} differ"));
        Output.WriteLine(Text($"      {division.Training.Count:#,0} to learn from with {filter.Vocabulary.Count:#,0} words, ")
            + Text($"{division.Test.Count:#,0} to test with, {division.Test.Count(message => message.IsSpam):#,0} of them spam"));
        Output.WriteLine();
        Output.WriteLine(filter.Network);
        Output.WriteLine();
        Output.WriteLine(Text($"Training: adam, rate {settings.LearningRate:R} and falling, batches of {settings.BatchSize}, ")
            + Text($"seed {settings.Seed}, threads {settings.Threads}"));
    }

    private void Classify(SpamFilter filter, IReadOnlyList<string> texts)
    {
        float[] probabilities = filter.Probabilities([.. texts.Select(text => new Message(text, IsSpam: false))]);
        Output.WriteLine();
        for (int i = 0; i < texts.Count; i++)
            Output.WriteLine(Text($"{(probabilities[i] > 0.5f ? "spam" : "ham "),-4} (probability of spam {probabilities[i]:0.0000}): {texts[i]}"));
        Output.WriteLine();
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
