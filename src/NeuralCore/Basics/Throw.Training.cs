using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void AccuracyShapes(Shape prediction, Shape target) => throw new ShapeException(
        $"Accuracy: predictions {prediction} and targets {target} do not fit. Predictions must be [batch, classes] "
        + "with 2 classes or more, and targets [batch] with the numbers of classes, or [batch, classes]. "
        + "For yes-or-no answers use BinaryAccuracy; otherwise reshape.");

    [DoesNotReturn]
    public static void NoMetric(string metric, string[] known) => throw new ArgumentException(known.Length == 0
        ? $"Evaluation: \"{metric}\" was not measured; no metrics were given to the trainer. "
            + "Give them to its constructor, as in new Accuracy()."
        : $"Evaluation: \"{metric}\" was not measured. Measured were: " + string.Join(", ", known)
            + ". Give the metric to the trainer's constructor.");

    [DoesNotReturn]
    public static void MetricNames(string[] names) => throw new ArgumentException(
        "Trainer: two metrics have one name, so results could not be told apart: " + string.Join(", ", names)
        + ". Leave one out, or derive one with another name.");

    [DoesNotReturn]
    public static void LossNotReduced(string loss) => throw new ArgumentException(
        $"Trainer: {loss} has the reduction None, so it gives many numbers where training needs one. Create it with LossReduction.Mean.");

    [DoesNotReturn]
    public static void NothingToTrain(int parameters) => throw new InvalidOperationException(
        $"Fit: all {parameters} parameters of the optimizer are frozen, so nothing would be learned. Call Unfreeze() on the layers to train.");

    [DoesNotReturn]
    public static void OtherParameters(int optimized, int owned) => throw new InvalidOperationException(
        $"Fit: none of the {optimized} parameters of the optimizer is among the {owned} of the model, so the model would not learn. "
        + "Create the optimizer with this model's Parameters.");

    [DoesNotReturn]
    public static void ModelBusy(string model) => throw new InvalidOperationException(
        $"Trainer: a trainer is already at work on this model, {model}. A model can be trained or evaluated by one trainer at a time; "
        + "wait for it, or train a second model.");

    [DoesNotReturn]
    public static void EmptyExample(Shape example) => throw new ShapeException(
        $"Predictor: an example of shape {example} has no number, so there is nothing to ask about. Give the shape of one example without the batch.");

    [DoesNotReturn]
    public static void NoAnswerPerExample(string model, Shape input, Shape result) => throw new ShapeException(
        $"Predictor: {model} gives shape {result} for one example {input}. Its result must begin with the batch, here 1, so that every example "
        + "has an answer of its own.");

    [DoesNotReturn]
    public static void BrokenExamples(int length, Shape example) => throw new ArgumentException(
        $"Predict: {length} numbers are not whole examples of shape {example}, which have {example.Count} numbers each. Give all numbers of each example.",
        "examples");

    [DoesNotReturn]
    public static void AnswerPlaces(int length, int count, Shape answer) => throw new ArgumentException(
        $"Predict: the answers to {count} examples are {(long)count * answer.Count} numbers, {answer.Count} each, but their place has {length}. "
        + "Give a span of exactly that length.",
        "answers");

    [DoesNotReturn]
    public static void AnswerShape(string model, Shape expected, Shape result) => throw new ShapeException(
        $"Predict: {model} gives shape {result}, where {expected} was expected from its answer to one example. If the model was changed, make a new "
        + "Predictor; if not, its result must grow with the batch.");

    [DoesNotReturn]
    public static void StillTraining(string layer) => throw new InvalidOperationException(
        $"Predictor: {layer} is in training mode, in which answers would depend on the batch or on chance. Call Evaluate() on the model first.");

    [DoesNotReturn]
    public static void SingleExample(int examples, int batchSize, string layer) => throw new DatasetException(batchSize == 1
        ? $"Fit: layer {layer} cannot be trained on batches of 1, because one example has no variance. Choose a batch size of 2 or more."
        : $"Fit: {examples} examples in batches of {batchSize} leave a last batch of 1, and layer {layer} "
            + "cannot be trained on one example, which has no variance. Drop it with dropLast: true, or choose another batch size.");

    [DoesNotReturn]
    public static void NotFinite(string what, string where, string cause, int? restoredEpoch)
    {
        string restored = restoredEpoch is { } epoch ? $"after epoch {epoch}, the best so far" : "from before training";
        throw new NonFiniteException(
            $"Fit: {what} became infinite or not a number in {where}. First not finite: {cause}. "
            + $"The weights were set back to those {restored}. "
            + "Try a smaller learning rate or MaxGradientNorm with a new optimizer, or scale the data.");
    }
}
