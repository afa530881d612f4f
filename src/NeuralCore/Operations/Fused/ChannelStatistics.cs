using NeuralCore.Kernels;
using NeuralCore.Storage;

namespace NeuralCore.Operations;

/// <summary>Of each channel the mean, the variance and 1 / sqrt(variance + epsilon).</summary>
/// <param name="numbers">The three, one after the other: [3, channels].</param>
internal readonly struct ChannelStatistics(Tensor numbers)
{
    public Tensor Numbers => numbers;

    public ReadOnlySpan<Real> Mean => Row(0);

    public ReadOnlySpan<Real> Variance => Row(1);

    public ReadOnlySpan<Real> Inverse => Row(2);

    public static ChannelStatistics Of(Tensor x, ChannelLayout layout, Real epsilon)
    {
        int channels = layout.Channels;
        Real count = layout.PerChannel;
        Tensor numbers = Tensor.Rent([3, channels]);
        Span<Real> mean = numbers.Target[..channels];
        Tensor runs = x;
        if (layout.Inner != 1)
        {
            runs = Tensor.Rent([layout.Outer, channels]);
            Reduce.Run(new SumFold(), x.Values, layout.Outer * channels, layout.Inner, 1, runs.Target);
        }

        Reduce.Run(new SumFold(), runs.Values, 1, layout.Outer, channels, mean);
        Map.Run(new WithNumber<DivideZip>(default, count), mean, mean);

        Tensor spread = Tensor.Rent([2, channels]);
        ChannelSums.Run(new SpreadFold(), x.Values, x.Values, mean, layout, spread.Target);
        Span<Real> variance = numbers.Target.Slice(channels, channels);
        Zip.Run(new VarianceZip(count), spread.Values[..channels], spread.Values[channels..], variance);
        Map.Run(new InverseDeviation(epsilon), variance, numbers.Target[(2 * channels)..]);
        return new ChannelStatistics(numbers);
    }

    /// <summary>Moves running numbers in place towards the batch's, times a factor.</summary>
    public static void Move(Tensor? running, ReadOnlySpan<Real> batch, Real factor, Real momentum, string operation)
    {
        if (running is null)
            return;
        using InPlaceWrite write = running.WriteInPlace(operation);
        Zip.Run(new MovingZip(momentum, factor), running.Values, batch, write.Target);
    }

    private ReadOnlySpan<Real> Row(int row) => numbers.Values.Slice(row * numbers.Shape[1], numbers.Shape[1]);
}
