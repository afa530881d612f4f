namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>Numbers drawn from the normal distribution.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite, or the standard deviation is negative or not finite.</exception>
    public static Initializer Normal(Real mean = 0, Real standardDeviation = 1) =>
        new NormalInitializer(Finite(mean, nameof(mean)), NotNegative(standardDeviation, nameof(standardDeviation)));

    private sealed class NormalInitializer(Real mean, Real standardDeviation) : Initializer
    {
        public override void Fill(Span<Real> values, Shape shape, Rng rng) => rng.FillNormal(values, mean, standardDeviation);
    }
}
