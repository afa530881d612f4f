using System.Globalization;
using NeuralCore.IO;

namespace NeuralCore;

/// <summary>
/// Everything that training needs to go on as if it had never stopped: weights, what the optimizer remembers, the epoch, and where random
/// numbers stand. A resumed run equals an uninterrupted one to the bit.
/// </summary>
/// <remarks>
/// A checkpoint is a safetensors file: tensors <c>model.*</c> and <c>optimizer.*</c>, and the rest as texts. Take one between epochs; to go
/// on, build model, optimizer and loader as they were built before, and load. Weights alone are saved by <see cref="LayerWeights.Save"/>.
/// </remarks>
public static class Checkpoint
{
    private const string ModelPrefix = "model.";
    private const string OptimizerPrefix = "optimizer.";

    /// <summary>Writes a checkpoint; it appears whole or not at all.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">The optimizer of its parameters.</param>
    /// <param name="loader">The examples it trains on; <see cref="DataLoader.Epoch"/> is kept.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Layer model, Optimizer optimizer, DataLoader loader)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loader);
        Write(path, model, optimizer.GetType().Name, optimizer.Save(), loader.Epoch, CheckpointTexts.OrderOf(loader));
    }

    /// <summary>Writes a checkpoint of a training that takes all examples at once, and so has no epochs; it appears whole or not at all.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">The optimizer of its parameters.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, Layer model, LBfgs optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        Write(path, model, nameof(LBfgs), optimizer.Save(), epoch: 0, CheckpointTexts.AllAtOnce);
    }

    /// <summary>Goes back to a checkpoint. Nothing is changed unless the whole file is sound and everything in it fits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, built like the one that was saved.</param>
    /// <param name="optimizer">The optimizer, built like the one that was saved.</param>
    /// <param name="loader">The examples to train on; its <see cref="DataLoader.Epoch"/> is set.</param>
    /// <exception cref="WeightMismatchException">The weights are not those of such a model.</exception>
    /// <exception cref="ArgumentException">The optimizer's state is not that of such an optimizer.</exception>
    /// <exception cref="InvalidOperationException">
    /// The run would not go on as the saved one: the optimizer is of another kind, the loader gives other batches, or a Dropout is missing or
    /// draws other random numbers.
    /// </exception>
    /// <exception cref="WeightFileException">The file is damaged or not a checkpoint.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(string path, Layer model, Optimizer optimizer, DataLoader loader)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loader);
        loader.Epoch = Read(path, model, optimizer.GetType().Name, CheckpointTexts.OrderOf(loader), optimizer.Restore);
    }

    /// <summary>Goes back to a checkpoint of a training that takes all examples at once. Nothing is changed unless everything fits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model, built like the one that was saved, with the same parameters frozen.</param>
    /// <param name="optimizer">The optimizer, built like the one that was saved.</param>
    /// <exception cref="WeightMismatchException">The weights are not those of such a model.</exception>
    /// <exception cref="ArgumentException">The optimizer's state is not that of such an optimizer.</exception>
    /// <exception cref="InvalidOperationException">
    /// The run would not go on as the saved one: the optimizer is of another kind, or a Dropout is missing or draws other random numbers.
    /// </exception>
    /// <exception cref="WeightFileException">The file is damaged or not a checkpoint.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(string path, Layer model, LBfgs optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        Read(path, model, nameof(LBfgs), CheckpointTexts.AllAtOnce, optimizer.Restore);
    }

    private static void Write(string path, Layer model, string optimizer, OptimizerState state, int epoch, string order)
    {
        CheckpointTexts texts = new(path, FileMetadata.Create());
        texts.Set(CheckpointTexts.Epoch, epoch.ToString(CultureInfo.InvariantCulture));
        texts.Set(CheckpointTexts.Order, order);
        texts.Set(CheckpointTexts.Optimizer, optimizer);
        texts.Set(CheckpointTexts.LearningRate, state.LearningRate.ToString("R", CultureInfo.InvariantCulture));
        foreach ((string key, long steps) in state.Steps)
            texts.Set(CheckpointTexts.Steps + key, steps.ToString(CultureInfo.InvariantCulture));
        foreach ((string layer, DropoutLayer dropout) in DropoutsOf(model))
            texts.SetRandom(layer, dropout);
        SafeTensors.Save(
            path,
            [
                .. LayerWeights.StateOf(model).Select(static pair => (ModelPrefix + pair.Name, pair.Tensor)),
                .. state.Slots
                    .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                    .Select(static pair => (OptimizerPrefix + pair.Key, pair.Value)),
            ],
            texts.All);
    }

    /// <summary>Restores model and optimizer, and returns the epoch.</summary>
    private static int Read(string path, Layer model, string optimizer, string order, Action<OptimizerState> restore)
    {
        SafeTensorsContent content = SafeTensors.Load(path);
        CheckpointTexts texts = new(path, new Dictionary<string, string>(content.Metadata, StringComparer.Ordinal));
        int epoch = texts.WholeNumber<int>(CheckpointTexts.Epoch);
        texts.CheckArithmetic();
        if (texts.Get(CheckpointTexts.Optimizer) is { } kind && kind != optimizer)
            Throw.OtherOptimizer(path, kind, optimizer);
        texts.CheckOrder(order);
        OptimizerState state = new(texts.LearningRateValue(), texts.StepsByKey(), WithPrefix(content.Tensors, OptimizerPrefix));
        List<(DropoutLayer Layer, uint Step)> dropouts =
            [.. DropoutsOf(model).Select(pair => (pair.Layer, texts.StepOf(pair.Path, pair.Layer)))];
        IReadOnlyDictionary<string, Tensor> weights = WithPrefix(content.Tensors, ModelPrefix);
        List<(string, Tensor)> target = LayerWeights.StateOf(model);
        StateAssignment.Check(path, target, weights);
        texts.CheckRandom(DropoutsOf(model).Select(static pair => pair.Path));

        // From here on only Restore can refuse, and it changes nothing when it does.
        restore(state);
        StateAssignment.Copy(target, weights);
        foreach ((DropoutLayer layer, uint step) in dropouts)
            layer.Step = step;
        return epoch;
    }

    private static IEnumerable<(string Path, DropoutLayer Layer)> DropoutsOf(Layer model) =>
        model.NamedLayers.Where(static named => named.Layer is DropoutLayer).Select(static named => (named.Path, (DropoutLayer)named.Layer));

    private static Dictionary<string, Tensor> WithPrefix(IReadOnlyDictionary<string, Tensor> tensors, string prefix) => tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], static pair => pair.Value, StringComparer.Ordinal);
}
