namespace NeuralCore.Kernels;

/// <summary>How numbers are taken into one: a start, a step, and how two partial results join.</summary>
internal interface IFold
{
    Real Start { get; }

    V Add<V>(V partial, V x)
        where V : struct, ILanes<V>;

    V Join<V>(V left, V right)
        where V : struct, ILanes<V>;
}

/// <summary>The sum.</summary>
internal readonly struct SumFold : IFold
{
    public Real Start => 0;

    public V Add<V>(V partial, V x)
        where V : struct, ILanes<V> => partial + x;

    public V Join<V>(V left, V right)
        where V : struct, ILanes<V> => left + right;
}

/// <summary>The sum of squares.</summary>
internal readonly struct SumOfSquaresFold : IFold
{
    public Real Start => 0;

    public V Add<V>(V partial, V x)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(x, x, partial);

    public V Join<V>(V left, V right)
        where V : struct, ILanes<V> => left + right;
}

/// <summary>The largest; NaN when there is one.</summary>
internal readonly struct MaxFold : IFold
{
    public Real Start => Real.NegativeInfinity;

    public V Add<V>(V partial, V x)
        where V : struct, ILanes<V> => V.Max(partial, x);

    public V Join<V>(V left, V right)
        where V : struct, ILanes<V> => V.Max(left, right);
}

/// <summary>The smallest; NaN when there is one.</summary>
internal readonly struct MinFold : IFold
{
    public Real Start => Real.PositiveInfinity;

    public V Add<V>(V partial, V x)
        where V : struct, ILanes<V> => V.Min(partial, x);

    public V Join<V>(V left, V right)
        where V : struct, ILanes<V> => V.Min(left, right);
}

/// <summary>Takes partial results of a fold together.</summary>
internal readonly struct JoinFold<TFold>(TFold fold) : IFold
    where TFold : struct, IFold
{
    public Real Start => fold.Start;

    public V Add<V>(V partial, V x)
        where V : struct, ILanes<V> => fold.Join(partial, x);

    public V Join<V>(V left, V right)
        where V : struct, ILanes<V> => fold.Join(left, right);
}
