using NeuralCore.Kernels;

namespace NeuralCore.Operations;

// What the normalisations compute of one number for each channel, a bundle of channels at a time.

/// <summary>The variance of so many numbers, from the sum x of their distances from a rounded mean and the sum y of the squares of those.</summary>
internal readonly struct VarianceZip(Real count) : IZip
{
    // What the rounded mean is off by shows in the sum of distances, and comes off again.
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => (y - (x * x / V.All(count))) / V.All(count);
}

/// <summary>1 / sqrt(variance + epsilon).</summary>
internal readonly struct InverseDeviation(Real epsilon) : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.All(1) / V.Sqrt(x + V.All(epsilon));
}

/// <summary>A running number x that moves towards the batch's number y times a factor.</summary>
internal readonly struct MovingZip(Real momentum, Real factor) : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => (V.All(1 - momentum) * x) + (V.All(momentum) * (y * V.All(factor)));
}

/// <summary>What of the gradient goes against the mean: minus the scale x, times the mean of the gradients whose sum is y.</summary>
internal readonly struct AgainstMean(Real count) : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => -x * (y / V.All(count));
}

/// <summary>What of the gradient goes against the deviation: of the scale x, 1 / deviation y and the sum z of gradient times distance.</summary>
internal readonly struct AgainstDeviation(Real count) : IZip3
{
    public V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V> => -x * y * y * (z / V.All(count));
}

/// <summary>The gradient of a given mean: of the sum x of gradients, the weight y and 1 / deviation z.</summary>
internal readonly struct MeanSlope : IZip3
{
    public V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V> => -x * y * z;
}

/// <summary>The gradient of a given variance: of the sum x of gradient times distance, the weight y and 1 / deviation z.</summary>
internal readonly struct VarianceSlope : IZip3
{
    public V Value<V>(V x, V y, V z)
        where V : struct, ILanes<V> => V.All((Real)(-0.5)) * x * y * (z * z * z);
}
