using System.CommandLine;

namespace CharLmSample;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private const int Hidden = 256;
    private const int Epochs = 6;
    private const float LearningRate = 0.004f;
    private const int Length = 600;
    private const float Temperature = 0.7f;

    private readonly OptionList options = new("Learns a text character by character with a recurrent network in pure C#, and writes one like it.");
    private readonly Option<string> text;
    private readonly Option<string> cell;
    private readonly Option<string> hidden;
    private readonly Option<string> epochs;
    private readonly Option<string> rate;
    private readonly Option<string> prompt;
    private readonly Option<string> length;
    private readonly Option<string> temperature;

    public CommandLine()
    {
        text = options.Add("--text", "FILE", $"The text, as UTF-8. Without: {TextSource.File.Folder}/{TextSource.File.Name} in the folder NEURALCORE_DATA.");
        cell = options.Add("--cell", "NAME", $"{string.Join(", ", CellChoice.All.Select(choice => choice.Name))} [default: {CellChoice.All[0].Name}].");
        hidden = options.Add("--hidden", "N", $"How many numbers the network remembers [default: {Hidden}].");
        epochs = options.Add("--epochs", "N", $"How often to go through the training text [default: {Epochs}].");
        rate = options.Add("--lr", "X", $"The learning rate at the beginning, from which it falls evenly [default: {LearningRate}].");
        prompt = options.Add("--prompt", "TEXT", "What the written text begins with [default: an empty line].");
        length = options.Add("--length", "N", $"How many characters to write [default: {Length}].");
        temperature = options.Add(
            "--temperature", "X", $"How daring to write: below 1 the likely becomes likelier, above 1 the odd [default: {Temperature}].");
        options.AddSeed("the first weights, the order of training and the written text");
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
            Text = values.Read(text, null, (name, value) => (string?)OptionText.Path(name, value)),
            Cell = values.Read(cell, CellChoice.All[0], (name, value) => OptionText.Choice(name, value, CellChoice.All, choice => choice.Name)),
            Hidden = values.Read(hidden, Hidden, (name, value) => OptionText.Count(name, value, most: 4096)),
            Epochs = values.Read(epochs, Epochs, (name, value) => OptionText.Count(name, value)),
            LearningRate = values.Read(rate, LearningRate, OptionText.Rate),
            Prompt = values.Text(prompt),
            Length = values.Read(length, Length, (name, value) => OptionText.Count(name, value, most: 1_000_000)),
            Temperature = values.Read(temperature, Temperature, (name, value) => OptionText.Positive(name, value, "0.7")),
            Seed = values.Seed,
            Threads = values.Threads,
        };
    }
}
