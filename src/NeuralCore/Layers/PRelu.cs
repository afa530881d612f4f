namespace NeuralCore;

/// <summary>
/// A ReLU that learns its slope for negative numbers (He, Zhang, Ren and Sun: Delving Deep into Rectifiers, 2015): x where it is positive,
/// and weight · x elsewhere. Shapes: x [batch, channels, ...] with a weight [channels], or any x with a weight [1]; the result as x.
/// </summary>
/// <remarks>As PyTorch's <c>PReLU</c>. A penalty on the weight would pull it to 0, so leave it out of weight decay.</remarks>
public sealed class PRelu : Layer
{
    private readonly Parameter weight;

    /// <summary>Sets how many slopes are learned.</summary>
    /// <param name="channels">One slope for each channel; 1 for one slope for all.</param>
    /// <param name="start">What each slope begins with; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no channel, or the start is not finite.</exception>
    public PRelu(int channels = 1, Real start = (Real)0.25)
    {
        LayerArgument.CheckSize(channels, nameof(channels));
        if (!Real.IsFinite(start))
            Throw.OutOfRange(nameof(start), start, "finite");
        Description = LayerArgument.Describe(nameof(PRelu), $"{channels}", affine: true, (nameof(start), start, (Real)0.25));
        weight = AddParameter("weight", Tensor.Full(start, channels));
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">There are several slopes, and axis 1 is not as long as they are many.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.PRelu(weight);
    }
}
