using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void SameWithStride(string operation, Pair stride) => throw new ArgumentException(
        $"{operation}: Padding.Same keeps the size, which a stride of {stride} does not. Give the padding as a number, or leave the stride at 1.",
        "padding");

    [DoesNotReturn]
    public static void PairForLine(string operation, Padding padding) => throw new ArgumentException(
        $"{operation}: padding {padding} names rows and columns, but a line has one axis. Give one number.", nameof(padding));

    [DoesNotReturn]
    public static void ConvolutionWeight(string operation, bool isTransposed, bool isLine, Shape weight)
    {
        string channels = isTransposed ? "in, out / groups" : "out, in / groups";
        throw new ShapeException(
            $"{operation}: expected a weight [{channels}, {(isLine ? "kernel" : "kernel height, kernel width")}] of at least one number, got {weight}. "
            + "Reshape it, or see the operation for the other number of axes.");
    }

    [DoesNotReturn]
    public static void GroupsOfWeight(string operation, Shape weight, int groups) => throw new ShapeException(
        $"{operation}: the {weight[0]} channels of axis 0 of the weight {weight} do not divide into {groups} groups. "
        + "Give a number of groups that divides them.");

    [DoesNotReturn]
    public static void GroupsOfLayer(string layer, string parameter, int channels, int groups) => throw new ArgumentException(
        $"{layer}: {parameter} is {channels}, which does not divide into {groups} groups. "
            + "Give a number of groups that divides the channels on both sides.",
        nameof(groups));

    [DoesNotReturn]
    public static void ConvolutionChannels(string operation, string expected, Shape input, Shape weight, int groups, int taken) => throw new ShapeException(
        $"{operation}: expected shape {expected}, got {input}: the weight {weight}"
        + $"{(groups == 1 ? "" : $" in {groups} groups")} takes {taken} channels, not {input[1]}. "
        + "Make the layer take as many channels as the one before it gives.");

    [DoesNotReturn]
    public static void ConvolutionBias(string operation, Shape bias, Shape weight, int given) => throw new ShapeException(
        $"{operation}: expected a bias of shape [{given}], got {bias}: the weight {weight} gives {given} channels.");

    [DoesNotReturn]
    public static void PaddedTooLarge(string operation, int axis, Shape shape, long padded) => throw new ShapeException(
        $"{operation}: with its padding or stride, axis {axis} of shape {shape} would have {padded} positions, more than can be counted. "
        + "Use smaller ones.");

    [DoesNotReturn]
    public static void PaddingTakesAll(string operation, int axis, Shape shape, int padding, long padded) => throw new ShapeException(
        $"{operation}: from axis {axis} of shape {shape} come {padded} positions, and a padding of {padding} cuts all of them off. "
        + "Use less padding, or give larger images.");
}
