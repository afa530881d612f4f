using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x / sqrt(mean(x²) + epsilon) · weight, with the mean of the squares over the last axes of each example (Zhang and Sennrich: Root Mean
    /// Square Layer Normalization, NeurIPS 2019). Shapes: x [..., normalized], weight [normalized], result as x.
    /// </summary>
    /// <param name="normalizedShape">The sizes of the last axes, over which the mean is taken.</param>
    /// <param name="weight">A factor for each place in the normalised axes; 1 when left out.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">The last axes have other sizes, or the weight has another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public Tensor RmsNormalize(Shape normalizedShape, Tensor? weight = null, Real epsilon = (Real)1e-5) =>
        LastAxes.Normalized(this, normalizedShape, weight, bias: null, epsilon, subtractMean: false, nameof(RmsNormalize));
}
