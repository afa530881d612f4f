using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void AttentionShapes(Shape query, Shape key, Shape value) => throw new ShapeException(
        $"ScaledDotProductAttention: the queries have shape {query}, the keys {key} and the values {value}. "
        + "Give queries [..., queries, width], keys [..., keys, width] and values [..., keys, any], with equal outer axes.");

    [DoesNotReturn]
    public static void AttentionMaskShape(string mask, Shape shape, ReadOnlySpan<int> scores) => throw new ShapeException(
        $"ScaledDotProductAttention: {mask} of the mask has shape {shape}, and the scores have {Shape.Format(scores)}. Its last axis must be the {scores[^1]} keys, "
        + $"the one before the {scores[^2]} queries or 1; further outer axes are equal or 1.");

    [DoesNotReturn]
    public static void AttentionPaddingShape(Shape shape, ReadOnlySpan<int> scores) => throw new ShapeException(
        $"ScaledDotProductAttention: Padding of the mask has shape {shape}, and the scores have {Shape.Format(scores)}. "
        + $"Give one number for each of the {scores[^1]} keys of each example: [batch, keys], or [keys] for all.");

    [DoesNotReturn]
    public static void UnevenHeads(int features, int heads) => throw new ArgumentException(
        $"MultiHeadAttention: {features} features do not divide into {heads} heads. Give a number of heads that divides them.", nameof(heads));

    [DoesNotReturn]
    public static void AttentionInput(string name, int features, Shape shape) => throw new ShapeException(
        $"MultiHeadAttention: the {name} has shape {shape}, expected [batch, tokens, {features}], the batch coming first. "
        + "Make the layer before it give that many features.");

    [DoesNotReturn]
    public static void AttentionBatches(Shape query, Shape key, Shape value) => throw new ShapeException(
        $"MultiHeadAttention: the query has shape {query}, the key {key} and the value {value}. "
        + "All must be of one batch, and the value must have one token for each of the key.");

    [DoesNotReturn]
    public static void PositionsShape(string layer, int features, Shape shape) => throw new ShapeException(
        $"{layer}: expected shape [..., tokens, {features}], got {shape}. Make the layer before it give that many features.");

    [DoesNotReturn]
    public static void TooManyTokens(int tokens, int most) => throw new ShapeException(
        $"LearnedPositions: the input has {tokens} tokens, but positions were learned for {most}. "
        + "Cut the input, give the layer a larger count of tokens, or use SinusoidalPositions, which know any number.");
}
