using System.CommandLine;

namespace MnistSample;

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private readonly OptionList options = new("Learns handwritten digits with a neural network in pure C#.");
    private readonly Option<string> data;
    private readonly Option<string> dataset;
    private readonly Option<string> model;
    private readonly Option<string> epochs;
    private readonly Option<string> batch;
    private readonly Option<string> optimizer;
    private readonly Option<string> rate;
    private readonly Option<string> output;
    private readonly Option<string> predict;

    public CommandLine()
    {
        data = options.Add(
            "--data",
            "DIR",
            "The folder with the four MNIST files. Without: the folder in NEURALCORE_DATA, your cache, a download, generated digits.");
        dataset = options.Add(
            "--dataset", "mnist|generated", "Insist on MNIST, or on generated digits. Without: MNIST where it can be had.");
        model = options.Add(
            "--model",
            "NAME",
            $"The model: {string.Join("; ", ModelChoice.All.Select(choice => $"{choice.Name}, {choice.Summary}"))} [default: mlp].");
        epochs = options.Add(
            "--epochs", "N", $"How often to go through the training images [default: {Defaults(choice => choice.Epochs)}].");
        batch = options.Add("--batch", "N", $"How many images make a step [default: {Defaults(choice => choice.BatchSize)}].");
        optimizer = options.Add(
            "--optimizer", "NAME", $"{string.Join(", ", OptimizerChoice.All.Select(choice => choice.Name))} [default: adam].");
        rate = options.Add(
            "--lr", "X", "The learning rate of the first epoch, from which it falls evenly [default: one that suits the optimizer].");
        options.AddSeed("the first weights and the order of the images");
        options.AddThreads();
        output = options.Add(
            "--out", "DIR", "Where model.safetensors, history.csv and report.html go, or the model comes from [default: out].");
        predict = options.Add(
            "--predict", "FILE", "Train nothing: classify the digits in an IDX file of images (plain or .gz), or in a PNG or PGM picture.");
    }

    /// <summary>What the arguments ask for; null when they ask for help, which is printed.</summary>
    /// <exception cref="InputException">An argument is unknown or wrong.</exception>
    public Settings? Parse(string[] arguments, TextWriter help)
    {
        if (options.Parse(arguments, help) is not { } values)
            return null;
        Settings settings = Read(values);
        if (settings is { DataFolder: { } folder, Dataset: DatasetChoice.Generated })
        {
            throw new InputException(
                $"--data {folder} names a folder of MNIST files, but --dataset generated draws digits. Leave out one of them.");
        }

        return settings;
    }

    private static string Defaults(Func<ModelChoice, int> setting) => ModelChoice.All.Select(setting).Distinct().Count() == 1
        ? $"{setting(ModelChoice.All[0])}"
        : string.Join(", ", ModelChoice.All.Select(choice => $"{setting(choice)} for {choice.Name}"));

    private Settings Read(OptionValues values)
    {
        string modelName = values.Text(model) ?? ModelChoice.All[0].Name;
        ModelChoice chosen = OptionText.Choice(model.Name, modelName, ModelChoice.All, choice => choice.Name);
        string ruleName = values.Text(optimizer) ?? chosen.Optimizer;
        OptimizerChoice rule = OptionText.Choice(optimizer.Name, ruleName, OptimizerChoice.All, choice => choice.Name);
        return new Settings
        {
            DataFolder = values.Read(data, null, (name, text) => (string?)OptionText.Path(name, text)),
            Dataset = values.Read(dataset, DatasetChoice.Any, ReadDataset),
            Model = chosen,
            Epochs = values.Read(epochs, chosen.Epochs, (name, text) => OptionText.Count(name, text)),
            BatchSize = values.Read(batch, chosen.BatchSize, (name, text) => OptionText.Count(name, text)),
            Optimizer = rule,
            LearningRate = values.Read(rate, rule.LearningRate, OptionText.Rate),
            Seed = values.Seed,
            Threads = values.Threads,
            OutputFolder = values.Read(output, "out", OptionText.Path),
            PredictFile = values.Read(predict, null, (name, text) => (string?)OptionText.Path(name, text)),
        };
    }

    private static DatasetChoice ReadDataset(string option, string text) => OptionText.Choice(
        option, text, [DatasetChoice.Mnist, DatasetChoice.Generated], choice => choice == DatasetChoice.Mnist ? "mnist" : "generated");
}
