namespace NeuralCore;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) · weight + bias over the last axes of each example (Ba, Kiros, Hinton: Layer Normalization,
/// 2016). The same in training and evaluation, and for batches of any size.
/// </summary>
public sealed class LayerNorm : Layer
{
    private readonly Shape normalizedShape;
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly Real epsilon;

    /// <summary>Normalises the last axis.</summary>
    /// <param name="features">The size of the last axis.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <param name="affine">Whether a factor and an addend are learned for each feature.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature, or epsilon is out of range.</exception>
    public LayerNorm(int features, Real epsilon = (Real)1e-5, bool affine = true)
        : this(LayerArgument.AxisOf(features, nameof(features)), epsilon, affine)
    {
    }

    /// <summary>Normalises the last axes: <c>new LayerNorm([28, 28])</c> for images of one channel.</summary>
    /// <param name="normalizedShape">The sizes of the last axes.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <param name="affine">Whether a factor and an addend are learned for each place in the normalised axes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    /// <exception cref="ShapeException">The shape has no axis, or no element.</exception>
    public LayerNorm(Shape normalizedShape, Real epsilon = (Real)1e-5, bool affine = true)
    {
        Description = LayerArgument.DescribeLastAxes(nameof(LayerNorm), normalizedShape, epsilon, affine);
        this.normalizedShape = normalizedShape;
        this.epsilon = epsilon;
        weight = affine ? AddParameter("weight", Tensor.Ones(normalizedShape)) : null;
        bias = affine ? AddParameter("bias", Tensor.Zeros(normalizedShape)) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The last axes have other sizes.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.LayerNormalize(normalizedShape, weight?.Value, bias?.Value, epsilon);
    }
}
