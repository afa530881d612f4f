namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The axes from <paramref name="startAxis"/> to <paramref name="endAxis"/>, both included, as one; a scalar becomes a vector of
    /// one number. Shares memory with this tensor.
    /// </summary>
    /// <param name="startAxis">The first axis to join; a negative one counts from the end.</param>
    /// <param name="endAxis">The last axis to join; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">An axis does not exist, or the last stands before the first.</exception>
    public Tensor Flatten(int startAxis = 0, int endAxis = -1)
    {
        if (Rank == 0 && startAxis is 0 or -1 && endAxis is 0 or -1)
            return Reshaped([1], nameof(Flatten));
        int start = Shape.Axis(startAxis, nameof(Flatten));
        int end = Shape.Axis(endAxis, nameof(Flatten));
        if (end < start)
            Throw.FlattenBackwards(startAxis, endAxis, Shape);
        ReadOnlySpan<int> sizes = Shape;
        return Reshaped([.. sizes[..start], Shape.CountBetween(start, end + 1), .. sizes[(end + 1)..]], nameof(Flatten));
    }
}
