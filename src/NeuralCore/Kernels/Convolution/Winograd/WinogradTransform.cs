using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Winograd's minimal filtering of three taps, two sums at a time, along one axis (Winograd: Arithmetic Complexity of Computations, 1980; for
/// convolutions Lavin and Gray: Fast Algorithms for Convolutional Neural Networks, CVPR 2016). Sums y₀ = g₀x₀ + g₁x₁ + g₂x₂ and
/// y₁ = g₀x₁ + g₁x₂ + g₂x₃ take four products in place of six. Along two axes one after the other, columns first, four sums take 16 in place of 36.
/// All factors are powers of two, so whole numbers stay exact.
/// </summary>
internal static class WinogradTransform
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Four numbers that two sums read, to one factor of each product.</summary>
    [MethodImpl(Inline)]
    public static void Input<V>(V x0, V x1, V x2, V x3, out V p0, out V p1, out V p2, out V p3)
        where V : struct, ILanes<V>
    {
        p0 = x0 - x2;
        p1 = x1 + x2;
        p2 = x2 - x1;
        p3 = x1 - x3;
    }

    /// <summary>Three taps, to the other factor of each product.</summary>
    [MethodImpl(Inline)]
    public static void Weights<V>(V g0, V g1, V g2, out V p0, out V p1, out V p2, out V p3)
        where V : struct, ILanes<V>
    {
        V half = V.All((Real)0.5), outer = g0 + g2;
        p0 = g0;
        p1 = (outer + g1) * half;
        p2 = (outer - g1) * half;
        p3 = g2;
    }

    /// <summary>The four products, each summed over channels, to the two sums.</summary>
    [MethodImpl(Inline)]
    public static void Sums<V>(V p0, V p1, V p2, V p3, out V y0, out V y1)
        where V : struct, ILanes<V>
    {
        y0 = p0 + p1 + p2;
        y1 = p1 - p2 - p3;
    }

    /// <summary>
    /// The gradients of two sums, to what the gradients of the weights' factors multiply; the last one has the other sign, which
    /// <see cref="WeightGradient"/> knows.
    /// </summary>
    [MethodImpl(Inline)]
    public static void Gradient<V>(V y0, V y1, out V p0, out V p1, out V p2, out V p3)
        where V : struct, ILanes<V>
    {
        p0 = y0;
        p1 = y0 + y1;
        p2 = y0 - y1;
        p3 = y1;
    }

    /// <summary>The gradients of the weights' factors, to those of the three taps.</summary>
    [MethodImpl(Inline)]
    public static void WeightGradient<V>(V p0, V p1, V p2, V p3, out V g0, out V g1, out V g2)
        where V : struct, ILanes<V>
    {
        V half = V.All((Real)0.5), outer = (p1 + p2) * half;
        g0 = p0 + outer;
        g1 = (p1 - p2) * half;
        g2 = outer - p3;
    }
}
