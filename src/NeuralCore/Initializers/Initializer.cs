using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>How a parameter gets its first values. The same source of random numbers gives the same values on every machine.</summary>
/// <remarks>
/// For one of your own, derive from this class and fill the span:
/// <code>
/// sealed class Checkerboard : Initializer
/// {
///     public override void Fill(Span&lt;float&gt; values, Shape shape, Rng rng)
///     {
///         for (int i = 0; i &lt; values.Length; i++)
///             values[i] = i % 2;
///     }
/// }
/// </code>
/// </remarks>
public abstract partial class Initializer
{
    /// <summary>Fills the values, row by row, of a parameter with this shape.</summary>
    /// <exception cref="ShapeException">The initializer needs more axes than the shape has.</exception>
    public abstract void Fill(Span<Real> values, Shape shape, Rng rng);

    /// <summary>A new tensor with first values.</summary>
    public Tensor Create(Shape shape, Rng rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        Tensor result = Tensor.Rent(shape);
        Fill(result.Target, shape, rng);
        return result;
    }

    /// <summary>Gives a tensor, such as a parameter, first values once more, in place.</summary>
    public void Apply(Tensor tensor, Rng rng)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(rng);
        using InPlaceWrite write = tensor.WriteInPlace(nameof(Initializer));
        Fill(write.Target, tensor.Shape, rng);
    }

    private static Real Finite(Real value, string name)
    {
        if (!Real.IsFinite(value))
            Throw.OutOfRange(name, value, "finite");
        return value;
    }

    private static Real NotNegative(Real value, string name)
    {
        if (!(value >= 0 && Real.IsFinite(value)))
            Throw.OutOfRange(name, value, "finite and 0 or more");
        return value;
    }
}
