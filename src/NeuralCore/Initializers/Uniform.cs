namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>Numbers drawn evenly from [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or the upper one is below the lower one.</exception>
    public static Initializer Uniform(Real low = 0, Real high = 1)
    {
        Finite(low, nameof(low));
        if (!(high >= low && Real.IsFinite(high - low)))
            Throw.OutOfRange(nameof(high), high, FormattableString.Invariant($"finite and no less than low, which is {low}"));
        return new UniformInitializer(low, high);
    }

    private sealed class UniformInitializer(Real low, Real high) : Initializer
    {
        public override void Fill(Span<Real> values, Shape shape, Rng rng) => rng.FillUniform(values, low, high);
    }
}
