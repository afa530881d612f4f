using System.Runtime.Intrinsics;
using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>The software form agrees to the bit with the fused multiply-add of the processor or the C library.</summary>
public sealed class SoftwareFmaTests
{
    private static readonly float[] specials =
    [
        0f, 1f, 1.00000012f, 0.99999994f, 3f, 1.5f, 4097f, 16777215f, float.Epsilon, 2.8e-45f, 1.17549421e-38f, 1.17549435e-38f, 1e-20f,
        1.8446744e19f, 1.8446743e19f, 3e38f, float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    [Fact]
    public void Random_triples_agree()
    {
        Rng random = new(4);
        for (int i = 0; i < 1_000_000; i++)
            Check(Bits(random), Bits(random), Bits(random));
    }

    [Fact]
    public void Near_cancellation_agrees()
    {
        // An addend close to minus the product, then one some 2^-24 to 2^-48 of it: there the error of the first sum decides.
        Rng random = new(5);
        for (int i = 0; i < 500_000; i++)
        {
            float a = 1 + random.NextUniform();
            float b = 1 + random.NextUniform();
            float c = MathF.ScaleB(1 + random.NextUniform(), -random.NextInteger(60));
            Check(a, b, -(a * b));
            Check(a, b, random.NextInteger(2) == 0 ? c : -c);
            Check(c, c * b, a);
        }
    }

    [Fact]
    public void Ties_agree()
    {
        // Products of two odd numbers of 4096ths below 2 lie half-way between two singles. The addend, far below the last bit of a
        // double, says to which side they go, and only the rounding to odd hears it.
        Rng random = new(6);
        for (int i = 0; i < 300_000; i++)
        {
            float a = 1 + (((2 * random.NextInteger(800)) + 1) / 4096f);
            float b = 1 + (((2 * random.NextInteger(800)) + 1) / 4096f);
            int exponent = random.NextInteger(100) - 30;
            float tiny = MathF.ScaleB(1 + random.NextUniform(), exponent - 50 - random.NextInteger(40));
            Check(MathF.ScaleB(a, exponent), b, tiny);
            Check(MathF.ScaleB(a, exponent), b, -tiny);
            Check(MathF.ScaleB(-a, exponent), b, tiny);
            Check(a, b, 0f);
        }
    }

    [Fact]
    public void Denormal_results_agree()
    {
        Rng random = new(7);
        for (int i = 0; i < 300_000; i++)
        {
            float a = MathF.ScaleB(1 + random.NextUniform(), -60 - random.NextInteger(20));
            float b = MathF.ScaleB(1 + random.NextUniform(), -60 - random.NextInteger(20));
            float c = BitConverter.UInt32BitsToSingle(random.NextBits() & 0x80FFFFFF);
            Check(a, b, c);
            Check(-a, b, c);
        }
    }

    [Fact]
    public void Special_values_agree()
    {
        float[] all = [.. specials, .. specials.Select(static value => -value)];
        foreach (float a in all)
        {
            foreach (float b in all)
            {
                foreach (float c in all)
                    Check(a, b, c);
            }
        }
    }

    private static float Bits(Rng random) => BitConverter.UInt32BitsToSingle(random.NextBits());

    private static void Check(float a, float b, float c)
    {
        float expected = float.FusedMultiplyAdd(a, b, c);
        float one = SoftwareFma.Compute(a, b, c);
        Vector128<float> many = SoftwareFma.Compute(Vector128.Create(0f, a, 1f, a), Vector128.Create(b), Vector128.Create(1f, c, c, c));
        if (!Same(expected, one) || !Same(expected, many[1]) || !Same(expected, many[3]))
            one.Should().Be(expected, "{0:R} * {1:R} + {2:R} fused is {3:R}; in vectors {4}", a, b, c, expected, many);
    }

    private static bool Same(float expected, float actual) =>
        BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual) || (float.IsNaN(expected) && float.IsNaN(actual));
}
