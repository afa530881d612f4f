using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>What the normalisations over channels have in common: axis 1 counts the channels, the other axes belong to each.</summary>
internal static class ChannelAxis
{
    public static ChannelLayout Of(Tensor x, string operation)
    {
        if (x.Rank < 2)
            Throw.NoChannels(operation, x.Shape);
        return new ChannelLayout(x.Shape[0], x.Shape[1], x.Shape.CountBetween(2, x.Rank));
    }

    public static void Check(Tensor? given, ChannelLayout layout, string operation, string name)
    {
        Shape expected = [layout.Channels];
        if (given is not null && given.Shape != expected)
            Throw.ShapesDiffer($"{operation} ({name})", expected, given.Shape);
    }

    /// <summary>The given tensor of one number for each channel or, where there is none, the same number for all.</summary>
    public static Tensor Or(Real otherwise, Tensor? given, ChannelLayout layout, string operation, string name)
    {
        Check(given, layout, operation, name);
        return given ?? Tensor.Full(otherwise, layout.Channels);
    }

    /// <summary>The channels, and the weight and bias of each, of a normalisation that may move running numbers.</summary>
    public static (ChannelLayout Layout, Tensor Weight, Tensor Bias) OfRunning(
        Tensor x, string operation, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVariance, Real momentum, Real epsilon)
    {
        ChannelLayout layout = Of(x, operation);
        weight = Or(1, weight, layout, operation, nameof(weight));
        bias = Or(0, bias, layout, operation, nameof(bias));
        Check(runningMean, layout, operation, nameof(runningMean));
        Check(runningVariance, layout, operation, nameof(runningVariance));
        CheckEpsilon(epsilon);
        if (!(momentum >= 0 && momentum <= 1))
            Throw.OutOfRange(nameof(momentum), momentum, "from 0 to 1");
        return (layout, weight, bias);
    }

    public static void CheckEpsilon(Real epsilon)
    {
        if (!(epsilon > 0 && Real.IsFinite(epsilon)))
            Throw.OutOfRange(nameof(epsilon), epsilon, "finite and above 0");
    }

    /// <summary>(x - mean) scale + shift, where a scale is weight / standard deviation.</summary>
    public static Tensor Normalized(Tensor x, ReadOnlySpan<Real> mean, ReadOnlySpan<Real> inverse, Tensor weight, Tensor bias, ChannelLayout layout)
    {
        Tensor numbers = Tensor.Zeros(ChannelMap.Numbers, layout.Channels);
        Span<Real> n = numbers.Target;
        mean.CopyTo(n);
        Zip.Run(new MultiplyZip(), weight.Values, inverse, n.Slice(layout.Channels, layout.Channels));
        bias.Values.CopyTo(n[(2 * layout.Channels)..]);
        Tensor result = Tensor.Rent(x.Shape);
        ChannelMap.Run(new NormalizeMap(), x.Values, x.Values, n, layout, result.Target);
        return result;
    }

    /// <summary>For each channel, Σ gradient and Σ gradient (x - mean): [2, channels].</summary>
    public static Tensor SlopeSums(Tensor x, Tensor gradient, ReadOnlySpan<Real> mean, ChannelLayout layout)
    {
        Tensor sums = Tensor.Rent([2, layout.Channels]);
        ChannelSums.Run(new SlopeFold(), x.Values, gradient.Values, mean, layout, sums.Target);
        return sums;
    }

    /// <summary>A vector of one product for each channel.</summary>
    public static Tensor Product(ReadOnlySpan<Real> left, ReadOnlySpan<Real> right)
    {
        Tensor result = Tensor.Rent([left.Length]);
        Zip.Run(new MultiplyZip(), left, right, result.Target);
        return result;
    }

    /// <summary>A vector of these numbers.</summary>
    public static Tensor Copy(ReadOnlySpan<Real> numbers)
    {
        Tensor result = Tensor.Rent([numbers.Length]);
        numbers.CopyTo(result.Target);
        return result;
    }
}
