using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>The functions give the same bits at every width, whether or not this processor has it. One NaN is as good as another.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class LanesMathWidthTests
{
    private static readonly float[] specials =
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, -1.17549421e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN, 0.5f, -0.5f, 1.5f, -1.5f, 2f, -2f, 3f, -3f,
        16777215f, -16777215f, -33554432f,
        0.64202f, 1.28404f, 0.99999994f, 1.00000012f, -0.99999994f, 88.8f,
    ];

    [Fact]
    public void Exp_is_the_same_at_every_width() => Check<ExpFunction>();

    [Fact]
    public void ExpMinus1_is_the_same_at_every_width() => Check<ExpMinus1Function>();

    [Fact]
    public void Log_is_the_same_at_every_width() => Check<LogFunction>();

    [Fact]
    public void Log1Plus_is_the_same_at_every_width() => Check<Log1PlusFunction>();

    [Fact]
    public void Tanh_is_the_same_at_every_width() => Check<TanhFunction>();

    [Fact]
    public void Sigmoid_is_the_same_at_every_width() => Check<SigmoidFunction>();

    [Fact]
    public void Softplus_is_the_same_at_every_width() => Check<SoftplusFunction>();

    [Fact]
    public void Erf_is_the_same_at_every_width() => Check<ErfFunction>();

    [Fact]
    public void NormalDensity_is_the_same_at_every_width() => Check<NormalDensityFunction>();

    [Fact]
    public void Pow_is_the_same_at_every_width()
    {
        (float[] x, float[] y) = PowArguments();
        float[] expected = Power<Lanes1>(x, y);
        Same(expected, Power<Lanes128>(x, y), x);
        Same(expected, Power<Lanes256>(x, y), x);
        Same(expected, Power<Lanes512>(x, y), x);
    }

    [Fact]
    public void Passes_that_hold_constants_in_registers_give_the_bits_of_the_plain_functions()
    {
        // An odd number of them, so that the last bundle is not whole.
        float[] inputs = [.. Inputs(), 88.5f, 90, -104.5f, float.NaN, 0.25f];
        Tensor x = Tensor.From(inputs);
        float[] exponentials = At<ExpFunction, Lanes1>(inputs), sigmoids = At<SigmoidFunction, Lanes1>(inputs);
        float[] products = [.. sigmoids.Zip(inputs, static (sigmoid, input) => input * sigmoid)];
        foreach (int width in Widths.All)
        {
            Same(exponentials, Widths.At(width, () => x.Exp().ToArray()), inputs);
            Same(sigmoids, Widths.At(width, () => x.Sigmoid().ToArray()), inputs);
            Same(products, Widths.At(width, () => x.Silu().ToArray()), inputs);
        }
    }

    // Half of the numbers over the whole range of bits, half from where the functions bend.
    private static float[] Inputs()
    {
        Rng random = new(1);
        float[] inputs = new float[1 << 18];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = i % 2 == 0 ? BitConverter.UInt32BitsToSingle(random.NextBits()) : 20 * random.NextNormal();
        specials.CopyTo(inputs, 0);
        return inputs;
    }

    private static void Check<F>()
        where F : struct, IUnaryFunction
    {
        float[] inputs = Inputs();
        float[] expected = At<F, Lanes1>(inputs);
        Same(expected, At<F, Lanes128>(inputs), inputs);
        Same(expected, At<F, Lanes256>(inputs), inputs);
        Same(expected, At<F, Lanes512>(inputs), inputs);
    }

    private static (float[] X, float[] Y) PowArguments()
    {
        Rng random = new(2);
        float[] x = new float[1 << 17];
        float[] y = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i % 2 == 0 ? BitConverter.UInt32BitsToSingle(random.NextBits()) : 1 + random.NextUniform();
            y[i] = i % 4 < 2 ? BitConverter.UInt32BitsToSingle(random.NextBits()) : 50 * random.NextNormal();
        }

        for (int i = 0; i < specials.Length; i++)
        {
            for (int j = 0; j < specials.Length; j++)
                (x[(i * specials.Length) + j], y[(i * specials.Length) + j]) = (specials[i], specials[j]);
        }

        return (x, y);
    }

    private static float[] At<F, V>(float[] inputs)
        where F : struct, IUnaryFunction
        where V : struct, ILanes<V>
    {
        MapBody<F> body = new(inputs);
        body.Run<V>(0, inputs.Length);
        return body.Outputs;
    }

    private static float[] Power<V>(float[] x, float[] y)
        where V : struct, ILanes<V>
    {
        float[] result = new float[x.Length];
        for (int i = 0; i < x.Length; i += V.Count)
            V.Store(LanesMath.Pow(V.Load(in x[0], (nuint)i), V.Load(in y[0], (nuint)i)), ref result[0], (nuint)i);
        return result;
    }

    private static void Same(float[] expected, float[] actual, float[] inputs)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i])
                || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]));
            if (!same)
                actual[i].Should().Be(expected[i], "one lane and many agree at {0:R}", inputs[i]);
        }
    }
}
