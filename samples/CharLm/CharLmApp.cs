using NeuralCore;

namespace CharLmSample;

/// <summary>The program: reads a text, learns it character by character, is measured on the end of it, and writes.</summary>
internal sealed class CharLmApp(TextWriter output, TextWriter error, bool isTerminal) : SampleApp(output, error, isTerminal)
{
    protected override int Execute(string[] arguments, CancellationToken cancellation)
    {
        if (new CommandLine().Parse(arguments, Output) is not { } settings)
            return Success;
        Parallelism.MaxThreads = settings.Threads;
        GlobalRandom.Seed = settings.Seed;

        TextSource source = TextSource.Read(settings.Text);
        string beginning = Beginning(settings, source);
        CharacterModel model = new(source.Alphabet.Count, settings.Hidden, settings.Cell);
        ShowPlan(settings, source, model);

        cancellation.ThrowIfCancellationRequested();
        (int epochs, TimeSpan time) = ProgressView.Show(Output, IsTerminal, progress =>
        {
            CharacterTraining training = new(model, source, settings, progress);
            return (training.Run(cancellation), training.Time);
        });

        // A training that was stopped ends in order, with a text and its measure; else these can be stopped themselves.
        bool wasStopped = cancellation.IsCancellationRequested;
        if (wasStopped)
            Output.WriteLine(Text($"Stopped after {epochs} of {settings.Epochs} epochs."));
        CancellationToken rest = wasStopped ? CancellationToken.None : cancellation;
        Write(settings, source.Alphabet, model, beginning, rest);
        if (BitsPerCharacter.Measure(model, source.HeldOut, rest) is not { } bits)
        {
            Output.WriteLine("Stopped before the held-out text was measured.");
            return Interrupted;
        }

        Output.WriteLine(Text($"bits per character on held-out text: {bits:0.0000}, training time: {time.TotalSeconds:0.00} s"));
        return wasStopped ? Interrupted : Success;
    }

    private static string Beginning(Settings settings, TextSource source)
    {
        if (settings.Prompt is not { Length: > 0 } prompt)
            return source.Alphabet.Unknown("\n") is null ? "\n" : source.Alphabet.Decode([0]);
        return source.Alphabet.Unknown(prompt) is { } character
            ? throw new InputException($"--prompt: the character \"{character}\" does not occur in {source.Path}. Leave it out.")
            : prompt;
    }

    private void Write(Settings settings, Alphabet alphabet, CharacterModel model, string beginning, CancellationToken cancellation)
    {
        Output.WriteLine();
        var author = new Author(model, settings.Temperature, GlobalRandom.NextStream());
        IReadOnlyList<int> written = author.Write(alphabet.Encode(beginning), settings.Length, cancellation);
        Output.WriteLine((beginning + alphabet.Decode(written)).Trim('\n'));
        Output.WriteLine();
        if (written.Count < settings.Length)
            Output.WriteLine(Text($"Stopped after {written.Count:#,0} of {settings.Length:#,0} characters."));
    }

    private void ShowPlan(Settings settings, TextSource source, Layer model)
    {
        Output.WriteLine(Text($"Data: {source.Path}, {source.Alphabet.Count} different characters"));
        Output.WriteLine(Text($"      {source.Training.Length:#,0} characters to learn from, {source.HeldOut.Length:#,0} held out"));
        Output.WriteLine();
        Output.WriteLine(model);
        Output.WriteLine();
        Output.WriteLine(Text($"Training: adam, rate {settings.LearningRate:R} and falling, seed {settings.Seed}, threads {settings.Threads}"));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
