namespace NeuralCore.Kernels;

/// <summary>σ(x + y): a gate from its two parts.</summary>
internal readonly struct SigmoidOfSum : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Sigmoid(x + y);
}

/// <summary>tanh(x + y): new content from its two parts.</summary>
internal readonly struct TanhOfSum : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Tanh(x + y);
}

/// <summary>max(0, x + y): new content from its two parts.</summary>
internal readonly struct ReluOfSum : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        // Written so that NaN, which compares false, comes through.
        V sum = x + y;
        return V.Where(V.LessOrEqual(sum, V.All(0)), V.All(0), sum);
    }
}
