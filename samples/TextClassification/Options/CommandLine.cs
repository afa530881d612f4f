using System.CommandLine;

namespace TextClassificationSample;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private const int Epochs = 12;
    private const int BatchSize = 32;
    private const float LearningRate = 0.005f;

    private readonly OptionList options = new("Learns to tell spam from other text messages with a neural network in pure C#.");
    private readonly Option<string> data;
    private readonly Option<string> epochs;
    private readonly Option<string> batch;
    private readonly Option<string> rate;
    private readonly Option<string> message;

    public CommandLine()
    {
        data = options.Add("--data", "PATH", $"{Messages.File.Name} or the folder that holds it. Without: the folder in NEURALCORE_DATA.");
        epochs = options.Add("--epochs", "N", $"How often to go through the training messages [default: {Epochs}].");
        batch = options.Add("--batch", "N", $"How many messages make a step [default: {BatchSize}].");
        rate = options.Add("--lr", "X", $"The learning rate of the first epoch, from which it falls evenly [default: {LearningRate}].");
        message = options.Add("--message", "TEXT", "Classify this message after the training instead of a few examples.");
        options.AddSeed("the first weights and the order of the messages");
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
            Data = values.Read(data, null, (name, text) => (string?)OptionText.Path(name, text)),
            Epochs = values.Read(epochs, Epochs, (name, text) => OptionText.Count(name, text)),
            BatchSize = values.Read(batch, BatchSize, (name, text) => OptionText.Count(name, text)),
            LearningRate = values.Read(rate, LearningRate, OptionText.Rate),
            Seed = values.Seed,
            Threads = values.Threads,
            Message = values.Text(message),
        };
    }
}
