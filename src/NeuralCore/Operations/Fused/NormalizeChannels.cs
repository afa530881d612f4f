using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) · weight + bias, with a given mean and variance for each channel: batch normalisation as it
    /// is after training. Shapes: x [batch, channels, ...], all others [channels], result as x.
    /// </summary>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="variance">The variance of each channel.</param>
    /// <param name="weight">A factor for each channel; 1 when left out.</param>
    /// <param name="bias">An addend for each channel; 0 when left out.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">A shape does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public Tensor NormalizeChannels(Tensor mean, Tensor variance, Tensor? weight = null, Tensor? bias = null, Real epsilon = (Real)1e-5)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        ChannelLayout layout = ChannelAxis.Of(this, nameof(NormalizeChannels));
        ChannelAxis.Check(mean, layout, nameof(NormalizeChannels), nameof(mean));
        ChannelAxis.Check(variance, layout, nameof(NormalizeChannels), nameof(variance));
        Tensor scale = ChannelAxis.Or(1, weight, layout, nameof(NormalizeChannels), nameof(weight));
        Tensor shift = ChannelAxis.Or(0, bias, layout, nameof(NormalizeChannels), nameof(bias));
        ChannelAxis.CheckEpsilon(epsilon);
        Tensor inverse = Rent([layout.Channels]);
        Map.Run(new InverseDeviation(epsilon), variance.Values, inverse.Target);
        Tensor result = ChannelAxis.Normalized(this, mean.Values, inverse.Values, scale, shift, layout);
        return Gradients.AreNeededFor([this, mean, variance, scale, shift])
            ? result.RecordedBy(new NormalizeChannelsNode(this, mean, variance, scale, shift, inverse, layout))
            : result;
    }
}

file sealed class NormalizeChannelsNode : GradientNode
{
    private readonly ChannelLayout layout;

    public NormalizeChannelsNode(Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias, Tensor inverse, ChannelLayout layout)
        : base(nameof(Tensor.NormalizeChannels), x, mean, variance, weight, bias)
    {
        this.layout = layout;
        Save(x);
        Save(mean);
        Save(weight);
        Save(inverse);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor weight = SavedTensor(2);
        Tensor inverse = SavedTensor(3);
        int channels = layout.Channels;
        if (Needs(0))
            Give(0, Scaled(gradient, weight, inverse));
        if (!(Needs(1) || Needs(2) || Needs(3) || Needs(4)))
            return;
        Tensor sums = ChannelAxis.SlopeSums(SavedTensor(0), gradient, SavedTensor(1).Values, layout);
        ReadOnlySpan<Real> ofGradient = sums.Values[..channels], ofDistance = sums.Values[channels..];
        if (Needs(1))
            Give(1, Slope(new MeanSlope(), ofGradient, weight, inverse));
        if (Needs(2))
            Give(2, Slope(new VarianceSlope(), ofDistance, weight, inverse));
        if (Needs(3))
            Give(3, ChannelAxis.Product(ofDistance, inverse.Values));
        if (Needs(4))
            Give(4, ChannelAxis.Copy(ofGradient));
    }

    private static Tensor Slope<TZip>(TZip slope, ReadOnlySpan<Real> sums, Tensor weight, Tensor inverse)
        where TZip : struct, IZip3
    {
        Tensor result = Tensor.Rent(inverse.Shape);
        Zip3.Run(slope, sums, weight.Values, inverse.Values, result.Target);
        return result;
    }

    private Tensor Scaled(Tensor gradient, Tensor weight, Tensor inverse)
    {
        Tensor numbers = Tensor.Zeros(ChannelMap.Numbers, layout.Channels);
        Zip.Run(new MultiplyZip(), weight.Values, inverse.Values, numbers.Target.Slice(layout.Channels, layout.Channels));
        Tensor result = Tensor.Rent(gradient.Shape);
        ChannelMap.Run(new ScaleMap(), gradient.Values, gradient.Values, numbers.Values, layout, result.Target);
        return result;
    }
}
