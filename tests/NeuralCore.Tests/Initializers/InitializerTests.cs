using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Initializers;

public sealed class InitializerTests
{
    private static readonly Shape convolution = [64, 32, 3, 3];

    public static TheoryData<string, Initializer, double, bool> Scaled => new()
    {
        // in = 32 · 9 = 288, out = 64 · 9 = 576
        { "XavierUniform", Initializer.XavierUniform(), 2.0 / 864, true },
        { "XavierUniform gain", Initializer.XavierUniform(3), 9 * 2.0 / 864, true },
        { "XavierNormal", Initializer.XavierNormal(), 2.0 / 864, false },
        { "KaimingUniform", Initializer.KaimingUniform(), 2.0 / 288, true },
        { "KaimingUniform out", Initializer.KaimingUniform(fan: Fan.Out), 2.0 / 576, true },
        { "KaimingNormal", Initializer.KaimingNormal(), 2.0 / 288, false },
        { "KaimingNormal slope", Initializer.KaimingNormal(2), 2.0 / 5 / 288, false },
        { "LeCunUniform", Initializer.LeCunUniform(), 1.0 / 288, true },
        { "LeCunNormal", Initializer.LeCunNormal(), 1.0 / 288, false },
    };

    [Theory]
    [MemberData(nameof(Scaled))]
    public void The_variance_is_that_of_the_formula(string name, Initializer initializer, double variance, bool isUniform)
    {
        float[] values = initializer.Create(convolution, new Rng(1)).ToArray();
        double deviation = Math.Sqrt(variance);
        values.Average(value => (double)value).Should().BeApproximately(0, 5 * deviation / Math.Sqrt(values.Length), name);

        // The estimate's own deviation is at most sqrt(2 / n) of the variance.
        values.Average(value => (double)value * value).Should().BeApproximately(variance, 5 * variance * Math.Sqrt(2.0 / values.Length), name);
        double largest = values.Max(value => Math.Abs(value)) / deviation;
        if (isUniform)
            largest.Should().BeInRange(1.73, Math.Sqrt(3) * (1 + 1e-6));
        else
            largest.Should().BeInRange(3.5, 6.5);
    }

    [Fact]
    public void Constants_are_constant()
    {
        Initializer.Zeros.Create([3], new Rng(1)).ToArray().Should().Equal(0, 0, 0);
        Initializer.Ones.Create([3], new Rng(1)).ToArray().Should().Equal(1, 1, 1);
        Initializer.Constant(0.25f).Create([2], new Rng(1)).ToArray().Should().Equal(0.25f, 0.25f);
    }

    [Fact]
    public void Uniform_and_normal_draw_what_the_source_draws()
    {
        Initializer.Uniform(-2, 3).Create([4], new Rng(5)).ToArray().Should().Equal(Enumerable.Range(0, 4).Select(i => -2 + (5 * At(i).NextUniform())));
        Initializer.Normal(1, 2).Create([4], new Rng(5)).ToArray().Should().Equal(Enumerable.Range(0, 4).Select(i => 1 + (2 * At(i).NextNormal())));
        static Rng At(int position) => new(5) { Position = (ulong)position };
    }

    [Theory]
    [InlineData(0, 1, -2, 2, 0, 0.7737413)] // 1 - 4 φ(2) / (2 Φ(2) - 1)
    [InlineData(0, 1, 0, 50, 0.7978846, 0.3633802)] // half normal: √(2/π), 1 - 2/π
    [InlineData(0, 1, 5, 6, 5.1831, 0.0292)] // far out, where drawing again would never end
    [InlineData(0, 1, -6, -5, -5.1831, 0.0292)]
    [InlineData(10, 2, 9, 11, 10, 0.3233)]
    public void A_truncated_normal_has_its_mean_and_variance_and_stays_inside(float mean, float deviation, float low, float high, double expectedMean, double variance)
    {
        float[] values = Initializer.TruncatedNormal(mean, deviation, low, high).Create([100_000], new Rng(1)).ToArray();
        values.Count(value => value < low || value > high).Should().Be(0);
        double average = values.Average(value => (double)value);
        average.Should().BeApproximately(expectedMean, 1e-4 + (5 * Math.Sqrt(variance / values.Length)));
        values.Average(value => (value - average) * (value - average)).Should().BeApproximately(variance, 0.03 * variance);
        values.Distinct().Count().Should().BeGreaterThan(90_000 / 4);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(37, 70)]
    [InlineData(70, 37)]
    public void An_orthogonal_matrix_times_itself_is_the_identity(int rows, int columns)
    {
        float[] q = Initializer.Orthogonal(2).Create([rows, columns], new Rng(3)).ToArray();
        int count = Math.Min(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = rows <= columns
                    ? Enumerable.Range(0, columns).Sum(k => (double)q[(a * columns) + k] * q[(b * columns) + k])
                    : Enumerable.Range(0, rows).Sum(k => (double)q[(k * columns) + a] * q[(k * columns) + b]);
                dot.Should().BeApproximately(a == b ? 4 : 0, 1e-6);
            }
        }
    }

    [Fact]
    public void Orthogonal_counts_a_kernel_as_columns() =>
        Initializer.Orthogonal().Create([4, 2, 3], new Rng(1)).ToArray().Should().Equal(Initializer.Orthogonal().Create([4, 6], new Rng(1)).ToArray());

    public static TheoryData<string, Initializer, uint> Hashes => new()
    {
        { "Uniform", Initializer.Uniform(), 3489861667 },
        { "Normal", Initializer.Normal(), 3486767221 },
        { "TruncatedNormal", Initializer.TruncatedNormal(), 906340997 },
        { "XavierNormal", Initializer.XavierNormal(), 2620359009 },
        { "KaimingUniform", Initializer.KaimingUniform(0.1f), 4106952205 },
        { "Orthogonal", Initializer.Orthogonal(), 2811846732 },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Bits_are_the_same_on_every_machine(string name, Initializer initializer, uint hash) => initializer.Create([19, 23], new Rng(1)).ToArray()
        .Aggregate(2166136261u, (sum, value) => (sum ^ BitConverter.SingleToUInt32Bits(value)) * 16777619u)
        .Should().Be(hash, name);

    [Fact]
    public void An_initializer_fills_an_existing_tensor_in_place()
    {
        Tensor x = Tensor.Zeros(2, 3);
        Initializer.XavierNormal().Apply(x, new Rng(1));
        x.ToArray().Should().Equal(Initializer.XavierNormal().Create([2, 3], new Rng(1)).ToArray());
    }

    [Fact]
    public void Vectors_have_no_connections_to_count()
    {
        foreach (Initializer initializer in (Initializer[])[Initializer.XavierUniform(), Initializer.Orthogonal()])
        {
            Action act = () => initializer.Create([3], new Rng(1));
            act.Should().Throw<ShapeException>().WithMessage(
                "Initializer: shape [3] has no axes [out, in, ...] to count connections by. Use Zeros, Uniform or Normal for it.");
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_once()
    {
        Refused(() => Initializer.Constant(float.NaN), "value must be finite.*");
        Refused(() => Initializer.Uniform(1, 0), "high must be finite and no less than low, which is 1.*");
        Refused(() => Initializer.Uniform(float.NegativeInfinity, 0), "low must be finite.*");
        Refused(() => Initializer.Normal(0, -1), "standardDeviation must be finite and 0 or more.*");
        Refused(() => Initializer.TruncatedNormal(0, 0), "standardDeviation must be finite and above 0.*");
        Refused(() => Initializer.TruncatedNormal(0, 1, 2, 2), "high must be finite and above low, which is 2.*");
        Refused(() => Initializer.XavierUniform(-1), "gain must be finite and 0 or more.*");
        Refused(() => Initializer.KaimingNormal(float.NaN), "slope must be finite.*");
        Refused(() => Initializer.KaimingNormal(0, (Fan)7), "fan must be Fan.In or Fan.Out.*");
        Refused(() => Initializer.Orthogonal(float.PositiveInfinity), "gain must be finite and 0 or more.*");

        static void Refused(Func<Initializer> act, string message) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }
}
