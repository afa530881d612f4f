namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>
    /// Numbers drawn from the normal distribution, those outside [<paramref name="low"/>, <paramref name="high"/>] left out. The bounds
    /// are values, not multiples of the standard deviation, as in PyTorch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean or a bound is not finite, the standard deviation is not above 0, or the bounds are not in order.</exception>
    public static Initializer TruncatedNormal(Real mean = 0, Real standardDeviation = 1, Real low = -2, Real high = 2)
    {
        Finite(mean, nameof(mean));
        Finite(low, nameof(low));
        if (!(standardDeviation > 0 && Real.IsFinite(standardDeviation)))
            Throw.OutOfRange(nameof(standardDeviation), standardDeviation, "finite and above 0");
        if (!(high > low && Real.IsFinite(high)))
            Throw.OutOfRange(nameof(high), high, FormattableString.Invariant($"finite and above low, which is {low}"));
        return new TruncatedNormalInitializer(mean, standardDeviation, low, high);
    }

    // By the inverse of the distribution function, not by drawing again: one number drawn for each number made keeps all addressable.
    private sealed class TruncatedNormalInitializer : Initializer
    {
        private readonly Real low;
        private readonly Real high;
        private readonly double mean;
        private readonly double deviation;
        private readonly double start;
        private readonly double width;

        public TruncatedNormalInitializer(Real mean, Real standardDeviation, Real low, Real high)
        {
            this.low = low;
            this.high = high;
            this.mean = mean;

            // Probabilities near 0 keep their digits and those near 1 do not, so an interval above the mean is mirrored.
            bool isAbove = low > mean;
            deviation = isAbove ? -standardDeviation : standardDeviation;
            double from = ((isAbove ? high : low) - this.mean) / deviation;
            double to = ((isAbove ? low : high) - this.mean) / deviation;
            start = Probability(from);
            width = Probability(to) - start;
        }

        public override void Fill(Span<Real> values, Shape shape, Rng rng)
        {
            for (int i = 0; i < values.Length; i++)
            {
                double probability = start + ((rng.NextBits() + 0.5) * (1.0 / 4294967296.0) * width);
                values[i] = Math.Clamp((Real)(mean + (deviation * NormalQuantile.At(probability))), low, high);
            }
        }

        // How likely a number is below z: found by halving, since the library's own inverse is what the numbers will be drawn with.
        private static double Probability(double z)
        {
            double low = double.Epsilon * (1ul << 52);
            double high = 1 - (1.0 / (1ul << 53));
            while (true)
            {
                // The bits of positive numbers are in the order of the numbers, so halving bits reaches the smallest ones just as fast.
                long bits = (BitConverter.DoubleToInt64Bits(low) + BitConverter.DoubleToInt64Bits(high)) / 2;
                double middle = BitConverter.Int64BitsToDouble(bits);
                if (middle == low)
                    return low;
                if (NormalQuantile.At(middle) < z)
                    low = middle;
                else
                    high = middle;
            }
        }
    }
}
