using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NoChannels(string operation, Shape shape) => throw new ShapeException(
        $"{operation}: expected shape [batch, channels] or [batch, channels, ...], got {shape}, which has no axis 1 to count channels. "
        + "Unsqueeze(0) makes one example a batch.");

    [DoesNotReturn]
    public static void TooFewToNormalize(Shape shape, int count) => throw new ShapeException(
        $"BatchNormalize: in training each channel needs at least 2 numbers for a variance, but shape {shape} gives it {count}. "
        + "Use larger batches, drop the last incomplete one (dropLast: true), call Evaluate() to use the running statistics, or use LayerNorm.");

    [DoesNotReturn]
    public static void TooFewInGroup(string operation, Shape shape, int groups, int count) => throw new ShapeException(
        $"{operation}: each group of channels of an example needs at least 2 numbers for a variance, but shape {shape} in {groups} groups "
        + $"gives it {count}. Use fewer groups, or LayerNorm or BatchNorm, which take numbers from further away together.");

    [DoesNotReturn]
    public static void UnevenGroups(string operation, Shape shape, int groups) => throw new ShapeException(
        $"{operation}: the {shape[1]} channels of shape {shape} do not divide into {groups} groups. "
        + "Give a number of groups that divides them.");

    [DoesNotReturn]
    public static void UnevenGroups(int groups, int channels) => throw new ArgumentException(
        $"GroupNorm: {channels} channels do not divide into {groups} groups. Give a number of groups that divides them.", nameof(groups));

    [DoesNotReturn]
    public static void OtherChannels(string layer, int channels, Shape shape) => throw new ShapeException(
        $"{layer}: expected shape [batch, {channels}{(shape.Rank > 2 ? ", ..." : "")}], got {shape}: the layer was made for {channels} channels, not {shape[1]}. "
        + "Give the layer as many channels as the one before it makes.");

    [DoesNotReturn]
    public static void NothingToNormalize(string operation, Shape shape) => throw new ShapeException(
        $"{operation}: the normalised shape {shape} holds no numbers to take a mean of. Name at least one axis, each of size 1 or more.");

    [DoesNotReturn]
    public static void LastAxesDiffer(string operation, Shape expected, Shape actual) => throw new ShapeException(
        $"{operation}: expected shape [..., {expected.ToString()[1..]}, got {actual}. Permute or reshape so that the normalised axes come last.");

    [DoesNotReturn]
    public static void NoFan(Shape shape) => throw new ShapeException(
        $"Initializer: shape {shape} has no axes [out, in, ...] to count connections by. Use Zeros, Uniform or Normal for it.");

    [DoesNotReturn]
    public static void BadName(string kind, string name, string layer) => throw new ArgumentException(
        $"{layer}: \"{name}\" cannot name a {kind}. A name has at least one character and no dot, which separates the names in a path.", nameof(name));

    [DoesNotReturn]
    public static void NameTaken(string kind, string name, string layer) => throw new ArgumentException(
        $"{layer}: it already has something called \"{name}\". Give this {kind} another name.", nameof(name));

    [DoesNotReturn]
    public static void LayerInItself(string layer) => throw new ArgumentException(
        $"{layer}: the layer would contain itself, and Forward would never end. To use the same weights twice, add the part that holds them twice.");

    [DoesNotReturn]
    public static void ConcurrentTraining(string layer) => throw new InvalidOperationException(
        $"{layer}: Forward is running on another thread in training mode, and the two would disturb each other's state. "
        + "Call Evaluate() first when you only want results, which any number of threads may compute at once, or train a copy of the model on each thread.");

    [DoesNotReturn]
    public static void ResidualChangesShape(Shape input, Shape change) => throw new ShapeException(
        $"Residual: the inner layer turns shape {input} into {change}, so its result cannot be added to its input. "
        + "Make its last layer give as many features as its first one takes.");

    [DoesNotReturn]
    public static void NothingToFlatten() => throw new ShapeException(
        "Flatten: expected shape [batch, ...], got []: the input is a scalar, but Flatten keeps axis 0, the batch.");
}
