using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;
using Xunit.Abstractions;

namespace NeuralCore.Tests.Kernels;

/// <summary>
/// No function is off by more than 1 ULP. By default every 1021st of the 2^32 inputs is tried, and all near each bound in the code;
/// the environment variable NEURALCORE_EXHAUSTIVE=1 makes it every one.
/// </summary>
public sealed class LanesMathAccuracyTests(ITestOutputHelper output)
{
    private const int Batch = 4096;

    // Where bodies clamp, change formula, overflow, become denormal or round to a constant, and the edges of the number format.
    private static readonly float[] landmarks =
    [
        0f, float.Epsilon, 1.17549435e-38f, float.MaxValue, float.PositiveInfinity, float.NaN, 0.5f, 1f, 2f, 4f,
        89f, 88.7228394f, 87.3365448f, 103.972084f, 104f, 18f, 17.328680f, 16.6355324f, 0.34657359f, 1.03972077f, 0.693147182f,
        0.64202f, 1.28404f, 1.28402542f, 0.28404f, 0.35798f, 33554432f, 16777216f, 1.046875f, 9.01091385f, 10f,
        1.21875f, 1.25f, 3.91920590f, 3.93f, 13.1f, 14.5f,
    ];

    [Fact]
    public void Exp_is_within_one_ULP() => Check<ExpFunction>();

    [Fact]
    public void ExpMinus1_is_within_one_ULP() => Check<ExpMinus1Function>();

    [Fact]
    public void Log_is_within_one_ULP() => Check<LogFunction>();

    [Fact]
    public void Log1Plus_is_within_one_ULP() => Check<Log1PlusFunction>();

    [Fact]
    public void Tanh_is_within_one_ULP() => Check<TanhFunction>();

    [Fact]
    public void Sigmoid_is_within_one_ULP() => Check<SigmoidFunction>();

    [Fact]
    public void Softplus_is_within_one_ULP() => Check<SoftplusFunction>();

    [Fact]
    public void Erf_is_within_one_ULP() => Check<ErfFunction>();

    [Fact]
    public void NormalDensity_is_within_one_ULP() => Check<NormalDensityFunction>();

    [Theory]
    [InlineData(0.9999999f, 1.0, 0.99999994)]
    [InlineData(1f, 1.0000001, 0.83886075)]
    [InlineData(1.4e-45f, 0.0, double.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, 3.4028235e38, double.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, 3.5e38, 0.0)]
    public void The_measure_itself_tells_errors(float result, double exact, double error) =>
        Ulp.Error(result, exact).Should().BeApproximately(error, double.IsInfinity(error) ? 0 : 2);

    private void Check<F>()
        where F : struct, IUnaryFunction
    {
        uint step = Environment.GetEnvironmentVariable("NEURALCORE_EXHAUSTIVE") == "1" ? 1u : 1021u;
        Worst worst = default;
        float[] inputs = new float[Batch];
        int count = 0;
        foreach (float landmark in landmarks)
        {
            foreach (uint sign in (uint[])[0, 0x80000000])
            {
                for (int near = -300; near <= 300; near++)
                    Add<F>(inputs, ref count, BitConverter.SingleToUInt32Bits(landmark) + (uint)near ^ sign, ref worst);
            }
        }

        for (ulong bits = 0; bits <= uint.MaxValue; bits += step)
            Add<F>(inputs, ref count, (uint)bits, ref worst);
        Flush<F>(inputs, count, ref worst);

        output.WriteLine(FormattableString.Invariant(
            $"{typeof(F).Name}: {worst.Error:F4} ULP at {worst.Input:R}, got {worst.Result:R}, exact {F.Exact(worst.Input):R}"));
        worst.Error.Should().BeLessThanOrEqualTo(1, "{0:R} gives {1:R}, not {2:R}", worst.Input, worst.Result, F.Exact(worst.Input));
    }

    private static void Add<F>(float[] inputs, ref int count, uint bits, ref Worst worst)
        where F : struct, IUnaryFunction
    {
        inputs[count++] = BitConverter.UInt32BitsToSingle(bits);
        if (count < Batch)
            return;
        Flush<F>(inputs, count, ref worst);
        count = 0;
    }

    private static void Flush<F>(float[] inputs, int count, ref Worst worst)
        where F : struct, IUnaryFunction
    {
        MapBody<F> body = new(inputs);
        Lanes.Run(body, 0, inputs.Length);
        for (int i = 0; i < count; i++)
        {
            double error = Ulp.Error(body.Outputs[i], F.Exact(inputs[i]));
            if (!(error <= worst.Error))
                worst = new Worst(error, inputs[i], body.Outputs[i]);
        }
    }

    private readonly record struct Worst(double Error, float Input, float Result);
}
