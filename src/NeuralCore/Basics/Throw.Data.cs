using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void ExamplesDiffer(Shape inputs, Shape targets) => throw new ShapeException(inputs.Rank == 0 || targets.Rank == 0
        ? $"InMemoryDataset: inputs {inputs} and targets {targets} must both have a first axis, which counts the examples. "
            + "Reshape to [n, ...]."
        : $"InMemoryDataset: inputs {inputs} hold {inputs[0]} examples, targets {targets} hold {targets[0]}. "
            + "The first axis counts the examples and must be equal: give one target for each input.");

    [DoesNotReturn]
    public static void NoExamples(string where) => throw new DatasetException(
        $"{where}: there are no examples. Give at least one; an empty dataset often means that a filter or a path is wrong.");

    [DoesNotReturn]
    public static void NoBatches(int examples, int batchSize) => throw new DatasetException(
        $"DataLoader: {examples} examples do not fill one batch of {batchSize}, and dropLast leaves out what is not full, so none is left. "
        + $"Choose a batch size of at most {examples}, or dropLast: false.");

    [DoesNotReturn]
    public static void EmptyPart(int examples, double fraction, int first) => throw new DatasetException(string.Create(
        CultureInfo.InvariantCulture,
        $"Split: {examples} examples at fraction {fraction} make parts of {first} and {examples - first}; both need at least one. "
        + $"Give more examples, or a fraction nearer to a half."));
}
