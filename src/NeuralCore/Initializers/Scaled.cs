namespace NeuralCore;

public abstract partial class Initializer
{
    // Xavier, Kaiming and LeCun differ in the variance alone: it comes from the number of connections.
    private static ScaledInitializer Scaled(bool isUniform, Func<Connections, double> variance) => new(isUniform, variance);

    private sealed class ScaledInitializer(bool isUniform, Func<Connections, double> variance) : Initializer
    {
        public override void Fill(Span<Real> values, Shape shape, Rng rng)
        {
            double v = variance(Connections.Of(shape));
            if (values.Length == 0)
                return;

            // Numbers drawn evenly from [-b, b] have the variance b² / 3.
            Real bound = (Real)Math.Sqrt(3 * v);
            if (isUniform)
                rng.FillUniform(values, -bound, bound);
            else
                rng.FillNormal(values, 0, (Real)Math.Sqrt(v));
        }
    }
}
