using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A sum over taps along one axis: target number t takes source number t · Step + Origin + Distance(m) for every tap m, and zero where there
/// is no such number. A convolution is one such sum, and the gradient of its input is one for every remainder by the stride.
/// </summary>
/// <param name="Source">How many numbers there are to read.</param>
/// <param name="Target">How many sums there are.</param>
/// <param name="Step">From what one sum reads to what the next one reads.</param>
/// <param name="Origin">Where the nearest tap of the first sum reads.</param>
/// <param name="Taps">How many taps there are; there may be none.</param>
/// <param name="First">How far from the nearest tap the first one lies.</param>
/// <param name="Delta">From one tap to the next; negative where they lie in falling order.</param>
internal readonly record struct TapAxis(int Source, int Target, int Step, int Origin, int Taps, int First, int Delta)
{
    /// <summary>How far the farthest tap lies from the nearest one.</summary>
    public int Reach => Math.Max(0, Taps - 1) * Math.Abs(Delta);

    /// <summary>How many remainders by the step the distances of the taps have.</summary>
    public int Slots => Math.Min(Taps, Step / Divisor(Step, Math.Abs(Delta)));

    /// <summary>The axis of a convolution.</summary>
    public static TapAxis Forward(ConvolutionAxis axis) =>
        new(axis.Input, axis.Output, axis.Stride, -axis.Padding, axis.Kernel, 0, axis.Dilation);

    /// <summary>
    /// The axis of the gradient of a convolution's input, for the inputs from <paramref name="first"/> on in steps of the stride: input i takes
    /// output (i + Padding - t · Dilation) / Stride for those taps t for which that is whole.
    /// </summary>
    /// <param name="axis">The convolution's axis.</param>
    /// <param name="first">The first input, less than the stride.</param>
    /// <param name="taps">The first of those taps, how many taps on the next one comes, and how many there are.</param>
    [MethodImpl(Lanes.Kernel)]
    public static TapAxis Backward(ConvolutionAxis axis, int first, out (int First, int Step, int Count) taps)
    {
        int period = axis.Stride / Divisor(axis.Stride, axis.Dilation);
        int tap = 0;
        while (tap < period && (first + axis.Padding - (tap * axis.Dilation)) % axis.Stride != 0)
            tap++;
        int count = tap == period ? 0 : GemmBlocks.Count(axis.Kernel - Math.Min(tap, axis.Kernel), period);
        int delta = period * axis.Dilation / axis.Stride;
        int reach = Math.Max(0, count - 1) * delta;
        int farthest = (first + axis.Padding - (tap * axis.Dilation)) / axis.Stride;
        int inputs = GemmBlocks.Count(Math.Max(0, axis.Input - first), axis.Stride);
        taps = (tap, period, count);
        return new(axis.Output, inputs, 1, farthest - reach, count, reach, -delta);
    }

    /// <summary>How far tap <paramref name="m"/> lies from the nearest one.</summary>
    public int Distance(int m) => First + (m * Delta);

    /// <summary>The remainder by the step that the taps of a slot share; tap m belongs to slot m % Slots.</summary>
    public int Remainder(int slot) => Distance(slot) % Step;

    [MethodImpl(Lanes.Kernel)]
    private static int Divisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
