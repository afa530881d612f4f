using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance of each channel over this batch (Ioffe and
    /// Szegedy: Batch Normalization, ICML 2015). Shapes: x [batch, channels, ...], all others [channels], result as x.
    /// </summary>
    /// <param name="weight">A factor for each channel; 1 when left out.</param>
    /// <param name="bias">An addend for each channel; 0 when left out.</param>
    /// <param name="runningMean">Is moved in place towards the batch's mean: (1 - momentum) · old + momentum · new.</param>
    /// <param name="runningVariance">Is moved in place towards the batch's variance, the unbiased one that divides by count - 1.</param>
    /// <param name="momentum">How far the running numbers move, from 0 to 1.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <exception cref="ShapeException">A shape does not fit, or a channel has fewer than two numbers, so that its variance says nothing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Momentum or epsilon is out of range.</exception>
    public Tensor BatchNormalize(
        Tensor? weight = null,
        Tensor? bias = null,
        Tensor? runningMean = null,
        Tensor? runningVariance = null,
        Real momentum = (Real)0.1,
        Real epsilon = (Real)1e-5)
    {
        (ChannelLayout layout, Tensor scale, Tensor shift) =
            ChannelAxis.OfRunning(this, nameof(BatchNormalize), weight, bias, runningMean, runningVariance, momentum, epsilon);
        if (layout.PerChannel < 2)
            Throw.TooFewToNormalize(Shape, layout.PerChannel);

        ChannelStatistics statistics = ChannelStatistics.Of(this, layout, epsilon);
        ChannelStatistics.Move(runningMean, statistics.Mean, 1, momentum, nameof(BatchNormalize));
        Real unbiased = layout.PerChannel / (Real)(layout.PerChannel - 1);
        ChannelStatistics.Move(runningVariance, statistics.Variance, unbiased, momentum, nameof(BatchNormalize));
        Tensor result = ChannelAxis.Normalized(this, statistics.Mean, statistics.Inverse, scale, shift, layout);
        return Gradients.AreNeededFor([this, scale, shift])
            ? result.RecordedBy(new BatchNormalizeNode(this, scale, shift, statistics, layout))
            : result;
    }
}

// With s = (x - mean) / deviation: the gradient of x is weight / deviation (g - mean(g) - s mean(g s)), of weight Σ g s, of bias Σ g.
file sealed class BatchNormalizeNode : GradientNode
{
    private readonly ChannelLayout layout;

    public BatchNormalizeNode(Tensor x, Tensor weight, Tensor bias, ChannelStatistics statistics, ChannelLayout layout)
        : base(nameof(Tensor.BatchNormalize), x, weight, bias)
    {
        this.layout = layout;
        Save(x);
        Save(weight);
        Save(statistics.Numbers);
    }

    public override void Backward(Tensor gradient)
    {
        Tensor x = SavedTensor(0);
        Tensor weight = SavedTensor(1);
        ChannelStatistics statistics = new(SavedTensor(2));
        Tensor sums = ChannelAxis.SlopeSums(x, gradient, statistics.Mean, layout);
        int channels = layout.Channels;
        if (Needs(1))
            Give(1, ChannelAxis.Product(sums.Values[channels..], statistics.Inverse));
        if (Needs(2))
            Give(2, ChannelAxis.Copy(sums.Values[..channels]));
        if (Needs(0))
            Give(0, Slopes(x, gradient, weight, statistics, sums));
    }

    private Tensor Slopes(Tensor x, Tensor gradient, Tensor weight, ChannelStatistics statistics, Tensor sums)
    {
        int channels = layout.Channels;
        Tensor numbers = Tensor.Rent([ChannelMap.Numbers, channels]);
        Span<Real> n = numbers.Target;
        Span<Real> scale = n.Slice(channels, channels);
        statistics.Mean.CopyTo(n);
        Zip.Run(new MultiplyZip(), weight.Values, statistics.Inverse, scale);
        Zip3.Run(
            new AgainstDeviation(layout.PerChannel), scale, statistics.Inverse, sums.Values[channels..], n.Slice(2 * channels, channels));
        Zip.Run(new AgainstMean(layout.PerChannel), scale, sums.Values[..channels], n.Slice(3 * channels, channels));
        Tensor result = Tensor.Rent(x.Shape);
        ChannelMap.Run(new NormalizeSlopeMap(), x.Values, gradient.Values, n, layout, result.Target);
        return result;
    }
}
