namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = Constant(0);

    /// <summary>Ones.</summary>
    public static Initializer Ones { get; } = Constant(1);

    /// <summary>One value everywhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static Initializer Constant(Real value) => new ConstantInitializer(Finite(value, nameof(value)));

    private sealed class ConstantInitializer(Real value) : Initializer
    {
        public override void Fill(Span<Real> values, Shape shape, Rng rng) => values.Fill(value);
    }
}
