namespace NeuralCore.Kernels;

/// <summary>Where softmax and its logarithm differ.</summary>
internal interface ISoftmax
{
    /// <summary>What <see cref="Value"/> needs of the sum of the exponentials.</summary>
    V Scale<V>(V sum)
        where V : struct, ILanes<V>;

    /// <summary>The result, from x less the largest, its exponential and the scale.</summary>
    V Value<V>(V shifted, V exp, V scale)
        where V : struct, ILanes<V>;

    /// <summary>What is summed over the axis on the way back.</summary>
    V Term<V>(V y, V gradient)
        where V : struct, ILanes<V>;

    /// <summary>The gradient of x, from the result, its gradient and the sum of the terms.</summary>
    V Slope<V>(V y, V gradient, V sum)
        where V : struct, ILanes<V>;
}

/// <summary>y = e^x / Σ e^x, so dx = y (dy - Σ y dy).</summary>
internal readonly struct SoftmaxForm : ISoftmax
{
    // One division for each row; what multiplying by the quotient loses is less than what the sum has lost already.
    public V Scale<V>(V sum)
        where V : struct, ILanes<V> => V.All(1) / sum;

    public V Value<V>(V shifted, V exp, V scale)
        where V : struct, ILanes<V> => exp * scale;

    public V Term<V>(V y, V gradient)
        where V : struct, ILanes<V> => y * gradient;

    public V Slope<V>(V y, V gradient, V sum)
        where V : struct, ILanes<V> => y * (gradient - sum);
}

/// <summary>y = x - log Σ e^x, so dx = dy - e^y Σ dy.</summary>
internal readonly struct LogSoftmaxForm : ISoftmax
{
    public V Scale<V>(V sum)
        where V : struct, ILanes<V> => LanesMath.Log(sum);

    public V Value<V>(V shifted, V exp, V scale)
        where V : struct, ILanes<V> => shifted - scale;

    public V Term<V>(V y, V gradient)
        where V : struct, ILanes<V> => gradient;

    public V Slope<V>(V y, V gradient, V sum)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(-LanesMath.Exp(y), sum, gradient);
}
