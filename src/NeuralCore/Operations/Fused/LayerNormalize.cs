using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance over the last axes of each example (Ba, Kiros,
    /// Hinton: Layer Normalization, 2016). Shapes: x [..., normalized], weight and bias [normalized], result as x.
    /// </summary>
    /// <param name="normalizedShape">The sizes of the last axes, over which the mean and variance are taken.</param>
    /// <param name="weight">A factor for each place in the normalised axes; 1 when left out.</param>
    /// <param name="bias">An addend for each place in the normalised axes; 0 when left out.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">The last axes have other sizes, or weight or bias has another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public Tensor LayerNormalize(Shape normalizedShape, Tensor? weight = null, Tensor? bias = null, Real epsilon = (Real)1e-5) =>
        LastAxes.Normalized(this, normalizedShape, weight, bias, epsilon, subtractMean: true, nameof(LayerNormalize));
}
