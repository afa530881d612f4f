using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NotSequences(string layer, bool isBatchFirst, int inputs, Shape shape) => throw new ShapeException(
        $"{layer}: expected sequences {Sequences(isBatchFirst, inputs)}, got {shape}. "
        + $"Unsqueeze({(isBatchFirst ? 0 : 1)}) makes one sequence a batch; Unsqueeze({(isBatchFirst ? 1 : 0)}) makes a batch sequences of one step; Embedding makes "
        + "words vectors.");

    [DoesNotReturn]
    public static void SequenceFeatures(string layer, bool isBatchFirst, int inputs, Shape shape) => throw new ShapeException(
        $"{layer}: expected sequences {Sequences(isBatchFirst, inputs)}, got {shape}: {shape[2]} is not {inputs}. "
        + "The last axis holds the features of one step; make the layer that wide, or permute the axes.");

    [DoesNotReturn]
    public static void NoSteps(string layer, int axis, Shape shape) => throw new ShapeException(
        $"{layer}: the sequences of shape {shape} have no step: axis {axis} has size 0. Give sequences of at least one step.");

    [DoesNotReturn]
    public static void StateShape(string layer, string part, Shape expected, Shape shape) => throw new ShapeException(
        $"{layer}: {part} of the state has shape {shape}, but these sequences need {expected}: [layers · directions, batch, hidden]. "
        + "Begin a batch of another size with a new state, or with none.");

    [DoesNotReturn]
    public static void StateCell(string layer, bool hasCell) => throw new ShapeException(hasCell
        ? $"{layer}: the state has no cell. Give new RecurrentState(hidden, cell), or a state that an Lstm gave."
        : $"{layer}: the state has a cell, which only an Lstm has. Give new RecurrentState(hidden).");

    [DoesNotReturn]
    public static void LengthsShape(string layer, int batch, Shape shape) => throw new ShapeException(
        $"{layer}: the lengths have shape {shape}, but there are {batch} sequences. Give one number for each, [{batch}].");

    [DoesNotReturn]
    public static void BadLength(string layer, IFormattable length, int example, int steps) => throw new ArgumentOutOfRangeException(
        "lengths",
        $"{layer}: the length of sequence {example} is {Invariant(length)}, but must be a whole number from 1 to {steps}, the number of steps of the batch. "
        + "Leave empty sequences out.");

    [DoesNotReturn]
    public static void StepsBackwards(string layer) => throw new ArgumentException(
        $"{layer}: a layer that also goes through the sequence from its end cannot be asked step by step. Run the whole sequence, or use a layer "
        + "of one direction.", nameof(layer));

    [DoesNotReturn]
    public static void StepNumbers(string layer, string parameter, int given, int batch, int width) => throw new ArgumentException(
        $"{layer}: {parameter} holds {given} numbers, but {batch} x {width} = {(long)batch * width} are needed: those of one step of each example, one "
        + "after the other.", parameter);

    private static string Sequences(bool isBatchFirst, int inputs) => isBatchFirst ? $"[batch, steps, {inputs}]" : $"[steps, batch, {inputs}]";
}
