using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>
/// (x - mean) / deviation · weight + bias, where each group of each example has a mean and a deviation, and each channel a weight and a bias.
/// </summary>
internal static class GroupNormalization
{
    /// <summary>The mean and variance of each group of each example.</summary>
    /// <exception cref="ShapeException">A group has fewer than two numbers.</exception>
    public static ChannelStatistics Statistics(Tensor x, GroupLayout layout, Real epsilon, string operation)
    {
        ChannelAxis.CheckEpsilon(epsilon);
        if (layout.Count < 2)
            Throw.TooFewInGroup(operation, x.Shape, layout.Groups, layout.Count);
        return ChannelStatistics.Of(x, layout.OfGroups, epsilon);
    }

    public static Tensor Normalized(Tensor x, Tensor weight, Tensor bias, ChannelStatistics statistics, GroupLayout layout, string operation)
    {
        int channels = layout.OfChannels.Channels;
        Tensor numbers = Tensor.Zeros(ChannelMap.Numbers, channels);
        Span<Real> n = numbers.Target;
        ForChannels(statistics.Mean, layout, n[..channels]);
        Scales(weight, statistics, layout, n.Slice(channels, channels));
        for (int example = 0; example < layout.Examples; example++)
            bias.Values.CopyTo(n[((2 * channels) + (example * layout.Channels))..]);
        Tensor result = Tensor.Rent(x.Shape);
        ChannelMap.Run(new NormalizeMap(), x.Values, x.Values, n, layout.OfChannels, result.Target);
        return Gradients.AreNeededFor([x, weight, bias])
            ? result.RecordedBy(new GroupNormalizeNode(x, weight, bias, statistics, layout, operation))
            : result;
    }

    /// <summary>What each group has, for each of its channels.</summary>
    public static void ForChannels(ReadOnlySpan<Real> groups, GroupLayout layout, Span<Real> result)
    {
        for (int i = 0; i < groups.Length; i++)
            result.Slice(i * layout.PerGroup, layout.PerGroup).Fill(groups[i]);
    }

    /// <summary>Multiplies what each channel of each example has, in place, by what the channel has in all.</summary>
    public static void Multiply(Span<Real> rows, ReadOnlySpan<Real> channels)
    {
        for (int start = 0; start < rows.Length; start += channels.Length)
        {
            Span<Real> row = rows.Slice(start, channels.Length);
            Zip.Run(new MultiplyZip(), row, channels, row);
        }
    }

    /// <summary>For each channel of each example its weight / its group's deviation.</summary>
    public static void Scales(Tensor weight, ChannelStatistics statistics, GroupLayout layout, Span<Real> result)
    {
        ForChannels(statistics.Inverse, layout, result);
        Multiply(result, weight.Values);
    }
}

// With s = (x - mean) / deviation and h = weight g: the gradient of x is 1 / deviation (h - mean(h) - s mean(h s)), where the means are those
// of the group; that of weight Σ g s, of bias Σ g.
file sealed class GroupNormalizeNode : GradientNode
{
    private readonly GroupLayout layout;

    public GroupNormalizeNode(Tensor x, Tensor weight, Tensor bias, ChannelStatistics statistics, GroupLayout layout, string operation)
        : base(operation, x, weight, bias)
    {
        this.layout = layout;
        Save(x);
        Save(weight);
        Save(statistics.Numbers);
    }

    private int Channels => layout.OfChannels.Channels;

    public override void Backward(Tensor gradient)
    {
        Tensor x = SavedTensor(0);
        Tensor weight = SavedTensor(1);
        ChannelStatistics statistics = new(SavedTensor(2));
        Tensor numbers = Tensor.Rent([ChannelMap.Numbers, Channels]);
        Span<Real> mean = numbers.Target[..Channels];
        GroupNormalization.ForChannels(statistics.Mean, layout, mean);
        Tensor sums = ChannelAxis.SlopeSums(x, gradient, mean, layout.OfChannels);
        if (Needs(1))
            Give(1, WeightSlope(sums.Values[Channels..], statistics));
        if (Needs(2))
            Give(2, OverExamples(sums.Values[..Channels]));
        if (!Needs(0))
            return;
        GroupNormalization.Scales(weight, statistics, layout, numbers.Target.Slice(Channels, Channels));
        Against(sums, weight, statistics, numbers.Target[(2 * Channels)..]);
        Tensor result = Tensor.Rent(x.Shape);
        ChannelMap.Run(new NormalizeSlopeMap(), x.Values, gradient.Values, numbers.Values, layout.OfChannels, result.Target);
        Give(0, result);
    }

    private Tensor WeightSlope(ReadOnlySpan<Real> ofDistance, ChannelStatistics statistics)
    {
        Tensor each = Tensor.Rent([Channels]);
        GroupNormalization.ForChannels(statistics.Inverse, layout, each.Target);
        Zip.Run(new MultiplyZip(), ofDistance, each.Values, each.Target);
        return OverExamples(each.Values);
    }

    private Tensor OverExamples(ReadOnlySpan<Real> each)
    {
        Tensor result = Tensor.Rent([layout.Channels]);
        Reduce.Run(new SumFold(), each, 1, layout.Examples, layout.Channels, result.Target);
        return result;
    }

    // What of the gradient goes against a group's deviation, and what against its mean, for each of its channels. The sums are used up.
    private void Against(Tensor sums, Tensor weight, ChannelStatistics statistics, Span<Real> result)
    {
        int groups = layout.OfGroups.Channels;
        GroupNormalization.Multiply(sums.Target, weight.Values);
        Tensor totals = Tensor.Rent([2, groups]);
        Reduce.Run(new SumFold(), sums.Values, 2 * groups, layout.PerGroup, 1, totals.Target);

        Tensor against = Tensor.Rent([2, groups]);
        ReadOnlySpan<Real> inverse = statistics.Inverse;
        Zip3.Run(new AgainstDeviation(layout.Count), inverse, inverse, totals.Values[groups..], against.Target[..groups]);
        Zip.Run(new AgainstMean(layout.Count), inverse, totals.Values[..groups], against.Target[groups..]);
        GroupNormalization.ForChannels(against.Values, layout, result);
    }
}
