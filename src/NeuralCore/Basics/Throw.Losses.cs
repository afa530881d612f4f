using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void Setting(string parameter, Real value, string range) => Setting(parameter, Text(value), range);

    [DoesNotReturn]
    public static void Setting(string parameter, string value, string range) => throw new ArgumentOutOfRangeException(
        parameter, $"{parameter} is {value}, but must be {range}.");

    [DoesNotReturn]
    public static void LossShapes(string loss, Shape prediction, Shape target) => throw new ShapeException(
        $"{loss}: the prediction has shape {prediction} and the target {target}. A loss needs the same shape for both and broadcasts neither. "
        + (prediction.Count == target.Count
            ? $"They hold equally many numbers: reshape the target to {prediction} with target.Reshape({Sizes(prediction)}), if the order is the same."
            : prediction.Rank == 2 && target == prediction.Remove(1)
            ? $"If the target holds class labels, use CrossEntropy, which takes them as they are, or give target.OneHot({prediction[1]})."
            : "Check the size of the model's last layer, and that prediction and target come from the same batch."));

    [DoesNotReturn]
    public static void MeanOfNothing(string loss, Shape shape) => throw new ShapeException(
        $"{loss}: the batch is empty, with losses of shape {shape}, and the mean of nothing does not exist. "
        + "Skip empty batches, or reduce with LossReduction.Sum.");

    [DoesNotReturn]
    public static void ClassShapes(string loss, Shape prediction, Shape target, bool takesProbabilities) => throw new ShapeException(
        $"{loss}: the prediction has shape {prediction} and the target {target}. Expected a prediction [batch, classes, ...] with class indices "
        + (takesProbabilities ? "[batch, ...] or class probabilities [batch, classes, ...]. " : "[batch, ...]. ")
        + (prediction.Rank >= 2 && target.Count == prediction.Remove(1).Count
            ? $"To make the target class indices, call target.Reshape({Sizes(prediction.Remove(1))})."
            : "Check the size of the model's last layer, and that prediction and target come from the same batch."));

    [DoesNotReturn]
    public static void NoClasses(string loss, Shape prediction) => throw new ShapeException(
        $"{loss}: the prediction has shape {prediction}, so there are no classes. Give the model's last layer one output for each class.");

    [DoesNotReturn]
    public static void ClassWeightCount(string loss, int weights, int classes) => throw new ShapeException(
        $"{loss}: there are {weights} class weights, but the prediction has {classes} classes. Give one weight for each class.");

    [DoesNotReturn]
    public static void Label(string loss, Real label, int position, Shape labels, int classes)
    {
        string hint = label == Real.Floor(label) && label == classes
            ? "If your labels count from 1, subtract 1 from them."
            : label != Real.Floor(label) || !Real.IsFinite(label)
                ? "Labels are whole numbers; check how they were read, or give probabilities [batch, classes]."
                : "Check the size of the model's last layer; to leave examples out, give their label as ignoredIndex.";
        string single = classes == 1 ? " For two classes with a single output, use BinaryCrossEntropyWithLogits." : "";
        throw new ArgumentOutOfRangeException(
            "target",
            $"{loss}: label {Text(label)} at position {position} of the labels {labels} is not a class. "
            + $"There are {classes} classes, so a label is a whole number from 0 to {classes - 1}. {hint}{single}");
    }

    [DoesNotReturn]
    public static void NoExampleCounts(string loss, int batch) => throw new ArgumentException(
        $"{loss}: none of the {batch} examples counts: each label is ignored or its class has weight 0, so there is no mean. "
        + "Skip such batches, or reduce with LossReduction.Sum.");

    [DoesNotReturn]
    public static void NotASign(string loss, Real value, int position) => throw new ArgumentOutOfRangeException(
        "target",
        $"{loss}: target {Text(value)} at position {position} is neither -1 nor +1. Turn classes 0 and 1 into them with target * 2 + -1.");

    [DoesNotReturn]
    public static void EmbeddingShapes(string loss, Shape vectors, Shape target) => throw new ShapeException(
        $"{loss}: the vectors have shape {vectors} and the target {target}. Expected vectors [..., features] and one class for each, [...]. "
        + "Check that both come from the same batch.");

    [DoesNotReturn]
    public static void VarianceShape(string loss, Shape mean, Shape variance) => throw new ShapeException(
        $"{loss}: the mean has shape {mean} and the variance {variance}. "
        + $"Expected the same shape, or one variance for each row: {mean} with a last axis of size 1, or without it.");

    [DoesNotReturn]
    public static void NegativeVariance(string loss, Real value, int position) => throw new ArgumentOutOfRangeException(
        "variance",
        $"{loss}: variance {Text(value)} at position {position} is negative. Let the model end in Softplus or Exp where it gives variances.");

    [DoesNotReturn]
    public static void NotAProbability(Real value, int position) => throw new ArgumentOutOfRangeException(
        "prediction",
        $"BinaryCrossEntropy: prediction {Text(value)} at position {position} is not a probability from 0 to 1. "
        + "End the model in a sigmoid, or give its logits to BinaryCrossEntropyWithLogits.");

    private static string Text(Real value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Sizes(Shape shape) => Shape.Format(shape)[1..^1];
}
