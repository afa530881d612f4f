namespace NeuralCore.Kernels;

/// <summary>Two sums over pairs of numbers that one walk gives, each number x seen from a center.</summary>
internal interface IPairFold
{
    V First<V>(V sum, V x, V y, V center)
        where V : struct, ILanes<V>;

    V Second<V>(V sum, V x, V y, V center)
        where V : struct, ILanes<V>;
}

/// <summary>Σ (x - center) and Σ (x - center)²: the second moment, and what corrects it where the center is not quite the mean.</summary>
internal readonly struct SpreadFold : IPairFold
{
    public V First<V>(V sum, V x, V y, V center)
        where V : struct, ILanes<V> => sum + (x - center);

    public V Second<V>(V sum, V x, V y, V center)
        where V : struct, ILanes<V>
    {
        V distance = x - center;
        return V.FusedMultiplyAdd(distance, distance, sum);
    }
}

/// <summary>Σ y and Σ y (x - center).</summary>
internal readonly struct SlopeFold : IPairFold
{
    public V First<V>(V sum, V x, V y, V center)
        where V : struct, ILanes<V> => sum + y;

    public V Second<V>(V sum, V x, V y, V center)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(y, x - center, sum);
}
