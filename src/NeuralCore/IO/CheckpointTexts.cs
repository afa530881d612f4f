using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace NeuralCore.IO;

/// <summary>The part of a checkpoint that is text, because its numbers must come back exactly: the metadata of the file.</summary>
internal sealed class CheckpointTexts(string path, Dictionary<string, string> all)
{
    public const string Epoch = "epoch";
    public const string Order = "order";
    public const string Optimizer = "optimizer";
    public const string LearningRate = "learning_rate";
    public const string Steps = "steps.";

    /// <summary>The order of a training without a loader.</summary>
    public const string AllAtOnce = "all examples at once";

    private const string Random = "random.";

    public IReadOnlyDictionary<string, string> All => all;

    public void Set(string name, string value) => all.Add(name, value);

    public string Get(string name)
    {
        if (!all.TryGetValue(name, out string? value))
            Throw.NoCheckpointText(path, name);
        return value;
    }

    public T WholeNumber<T>(string name)
        where T : struct, IBinaryInteger<T> => Number<T>(name, Get(name));

    public Real LearningRateValue()
    {
        string text = Get(LearningRate);
        if (!Real.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out Real value) || !(value >= 0 && Real.IsFinite(value)))
            Throw.BadCheckpointText(path, LearningRate, text, "a number of 0 or more");
        return value;
    }

    public Dictionary<string, long> StepsByKey() => all
        .Where(static pair => pair.Key.StartsWith(Steps, StringComparison.Ordinal))
        .ToDictionary(static pair => pair.Key[Steps.Length..], pair => Number<long>(pair.Key, pair.Value), StringComparer.Ordinal);

    /// <summary>Everything that the order of examples in an epoch follows from, in words.</summary>
    public static string OrderOf(DataLoader loader) => string.Create(
        CultureInfo.InvariantCulture,
        $"{loader.Dataset.Count} examples in batches of {loader.BatchSize}, "
            + $"{(loader.Shuffles ? $"shuffled with seed {loader.Seed}" : "not shuffled")}, dropLast: {(loader.DropsLast ? "true" : "false")}");

    /// <exception cref="InvalidOperationException">Other rules of arithmetic made the numbers, so going on could not give the same bits.</exception>
    public void CheckArithmetic()
    {
        if (Get(FileMetadata.Arithmetic) is { } saved && saved != FileMetadata.CurrentArithmetic)
            Throw.OtherArithmetic(path, saved, FileMetadata.CurrentArithmetic);
    }

    /// <exception cref="InvalidOperationException">The loader gives other batches than the saved one.</exception>
    public void CheckOrder(string given)
    {
        if (Get(Order) is { } saved && saved != given)
            Throw.OtherOrder(path, saved, given);
    }

    /// <exception cref="InvalidOperationException">The saved model has a Dropout where this one has none.</exception>
    public void CheckRandom(IEnumerable<string> layers)
    {
        HashSet<string> known = new(layers.Select(static layer => Random + layer), StringComparer.Ordinal);
        foreach (string name in all.Keys.Where(static name => name.StartsWith(Random, StringComparison.Ordinal)))
        {
            if (!known.Contains(name))
                Throw.NoDropoutHere(path, name[Random.Length..]);
        }
    }

    public void SetRandom(string layer, DropoutLayer dropout) => Set(
        Random + layer, string.Create(CultureInfo.InvariantCulture, $"{dropout.Seed} {dropout.Stream} {dropout.Step}"));

    /// <summary>How often the saved layer had dropped.</summary>
    /// <exception cref="InvalidOperationException">It draws other numbers than this one.</exception>
    public uint StepOf(string layer, DropoutLayer dropout)
    {
        string name = Random + layer;
        string text = Get(name);
        if (text.Split(' ') is not [string first, string second, string third]
            || !Parse(first, out ulong seed)
            || !Parse(second, out ulong stream)
            || !Parse(third, out uint step))
        {
            Bad(name, text);
            return 0;
        }

        if (seed != dropout.Seed || stream != dropout.Stream)
            Throw.OtherRandomNumbers(path, layer, (seed, stream), (dropout.Seed, dropout.Stream));
        return step;
    }

    private T Number<T>(string name, string text)
        where T : struct, IBinaryInteger<T>
    {
        if (!Parse(text, out T value))
            Bad(name, text);
        return value;
    }

    private static bool Parse<T>(string text, out T value)
        where T : struct, IBinaryInteger<T> => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    [DoesNotReturn]
    private void Bad(string name, string text) => Throw.BadCheckpointText(path, name, text, "whole numbers of 0 or more");
}
