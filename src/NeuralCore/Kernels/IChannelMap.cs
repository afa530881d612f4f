namespace NeuralCore.Kernels;

/// <summary>A function of two numbers and of four that belong to their channel.</summary>
internal interface IChannelMap
{
    V Value<V>(V x, V y, V a, V b, V c, V d)
        where V : struct, ILanes<V>;
}

/// <summary>(x - a) b + c. The mean a is taken off first, so that a large one does not cost digits.</summary>
internal readonly struct NormalizeMap : IChannelMap
{
    public V Value<V>(V x, V y, V a, V b, V c, V d)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(x - a, b, c);
}

/// <summary>y b + (x - a) c + d.</summary>
internal readonly struct NormalizeSlopeMap : IChannelMap
{
    public V Value<V>(V x, V y, V a, V b, V c, V d)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(y, b, V.FusedMultiplyAdd(x - a, c, d));
}

/// <summary>y b.</summary>
internal readonly struct ScaleMap : IChannelMap
{
    public V Value<V>(V x, V y, V a, V b, V c, V d)
        where V : struct, ILanes<V> => y * b;
}
