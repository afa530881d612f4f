using NeuralCore;

namespace MnistSample;

/// <summary>The trained weights in a file, with the name of the model and what it has learned.</summary>
internal static class ModelFile
{
    public const string Name = "model.safetensors";

    private const string ModelKey = "model";
    private const string DataKey = "trained_on";

    public static void Save(Layer model, string path, ModelChoice choice, Digits digits) =>
        model.Save(path, new Dictionary<string, string> { [ModelKey] = choice.Name, [DataKey] = digits.Kind });

    /// <summary>Loads the model and says what it was trained on.</summary>
    /// <exception cref="InputException">There is no such file, or it holds another model.</exception>
    public static (Layer Model, string TrainedOn) Load(string path, ModelChoice choice)
    {
        if (!File.Exists(path))
        {
            throw new InputException(
                $"There is no trained model {path}. Train one first, without --predict, or name its folder by --out.");
        }

        IReadOnlyDictionary<string, string> texts = SafeTensors.Load(path).Metadata;
        if (texts.TryGetValue(ModelKey, out string? saved) && saved != choice.Name)
        {
            throw new InputException(
                $"{path} holds the model {saved}, not {choice.Name}. Pass --model {saved}, or train {choice.Name} first.");
        }

        Layer model = choice.Create();
        model.Load(path);
        return (model, texts.GetValueOrDefault(DataKey, "unknown data"));
    }
}
