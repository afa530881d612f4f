using System.CommandLine;
using System.CommandLine.Help;

namespace MnistSample;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private readonly Option<string> data = Text(
        "--data",
        "DIR",
        "The folder with the four MNIST files. Without: the folder in NEURALCORE_DATA, your cache, a download, generated digits.");

    private readonly Option<string> dataset = Text(
        "--dataset", "mnist|generated", "Insist on MNIST, or on generated digits. Without: MNIST where it can be had.");

    private readonly Option<string> model = Text(
        "--model",
        "NAME",
        $"The model: {string.Join("; ", ModelChoice.All.Select(choice => $"{choice.Name}, {choice.Summary}"))} [default: mlp].");

    private readonly Option<string> epochs = Text(
        "--epochs", "N", $"How often to go through the training images [default: {Defaults(choice => choice.Epochs)}].");

    private readonly Option<string> batch = Text(
        "--batch", "N", $"How many images make a step [default: {Defaults(choice => choice.BatchSize)}].");

    private readonly Option<string> optimizer = Text(
        "--optimizer", "NAME", $"{string.Join(", ", OptimizerChoice.All.Select(choice => choice.Name))} [default: adam].");

    private readonly Option<string> rate = Text(
        "--lr", "X", "The learning rate of the first epoch, from which it falls evenly [default: one that suits the optimizer].");

    private readonly Option<string> seed = Text(
        "--seed", "N", "Decides the first weights and the order of the images [default: 0]. The same seed gives the same model, to the bit.");

    private readonly Option<string> threads = Text(
        "--threads", "N", "The most threads to compute with; the result does not depend on it [default: one for each processor].");

    private readonly Option<string> output = Text(
        "--out", "DIR", "Where model.safetensors, history.csv and report.html go, or the model comes from [default: out].");

    private readonly Option<string> predict = Text(
        "--predict", "FILE", "Train nothing: classify the digits in an IDX file of images (plain or .gz), or in a PNG or PGM picture.");

    private readonly RootCommand root = new("Learns handwritten digits with a neural network in pure C#.");

    public CommandLine()
    {
        Option<string>[] all = [data, dataset, model, epochs, batch, optimizer, rate, seed, threads, output, predict];
        foreach (Option<string> option in all)
            root.Options.Add(option);
        foreach (VersionOption version in root.Options.OfType<VersionOption>().ToArray())
            root.Options.Remove(version);
        root.SetAction(_ => 0);
    }

    /// <summary>What the arguments ask for; null when they ask for help, which is printed.</summary>
    /// <exception cref="InputException">An argument is unknown or wrong.</exception>
    public Settings? Parse(string[] arguments, TextWriter help)
    {
        // A file named @name is data here, not a list of more arguments.
        ParseResult result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is HelpAction)
        {
            result.Invoke(new InvocationConfiguration { Output = help });
            return null;
        }

        if (result.UnmatchedTokens.Count > 0)
            throw Unknown(result.UnmatchedTokens[0]);
        if (result.Errors.Count > 0)
            throw new InputException($"{result.Errors[0].Message} Pass --help to see how the options are used.");
        Settings settings = Read(result);
        if (settings is { DataFolder: { } folder, Dataset: DatasetChoice.Generated })
        {
            throw new InputException(
                $"--data {folder} names a folder of MNIST files, but --dataset generated draws digits. Leave out one of them.");
        }

        return settings;
    }

    private static Option<string> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    private static string Defaults(Func<ModelChoice, int> setting) => ModelChoice.All.Select(setting).Distinct().Count() == 1
        ? $"{setting(ModelChoice.All[0])}"
        : string.Join(", ", ModelChoice.All.Select(choice => $"{setting(choice)} for {choice.Name}"));

    private Settings Read(ParseResult result)
    {
        string modelName = result.GetValue(model) ?? ModelChoice.All[0].Name;
        ModelChoice chosen = OptionText.Choice(model.Name, modelName, ModelChoice.All, choice => choice.Name);
        string ruleName = result.GetValue(optimizer) ?? chosen.Optimizer;
        OptimizerChoice rule = OptionText.Choice(optimizer.Name, ruleName, OptimizerChoice.All, choice => choice.Name);
        return new Settings
        {
            DataFolder = Value(data, null, (name, text) => (string?)OptionText.Path(name, text)),
            Dataset = Value(dataset, DatasetChoice.Any, OptionText.Dataset),
            Model = chosen,
            Epochs = Value(epochs, chosen.Epochs, (name, text) => OptionText.Count(name, text)),
            BatchSize = Value(batch, chosen.BatchSize, (name, text) => OptionText.Count(name, text)),
            Optimizer = rule,
            LearningRate = Value(rate, rule.LearningRate, OptionText.Rate),
            Seed = Value(seed, 0UL, OptionText.Seed),
            Threads = Value(threads, Environment.ProcessorCount, (name, text) => OptionText.Count(name, text, 1024)),
            OutputFolder = Value(output, "out", OptionText.Path),
            PredictFile = Value(predict, null, (name, text) => (string?)OptionText.Path(name, text)),
        };

        T Value<T>(Option<string> option, T otherwise, Func<string, string, T> read) =>
            result.GetValue(option) is { } text ? read(option.Name, text) : otherwise;
    }

    private InputException Unknown(string argument)
    {
        string[] names = [.. root.Options.Select(option => option.Name).Order(StringComparer.Ordinal)];
        string? near = names.FirstOrDefault(name => argument.Length > 3
            && (name.StartsWith(argument, StringComparison.Ordinal) || argument.StartsWith(name, StringComparison.Ordinal)));
        string hint = near is null ? "" : $" Did you mean {near}?";
        return new InputException($"Unknown argument \"{argument}\".{hint} The options are {string.Join(", ", names)}.");
    }
}
