using NeuralCore.Kernels;
using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>Arithmetic on vectors as long as all parameters together, in place and in one fixed order.</summary>
internal static class FlatVector
{
    /// <summary>A vector of zeros that outlives every step scope.</summary>
    public static Tensor Create(int length)
    {
        Tensor result = new(BlockPool.Allocate(length), 0, Shape.Create([length]));
        result.Target.Clear();
        return result;
    }

    public static Tensor CopyOf(Tensor x)
    {
        Tensor result = Create(x.Count);
        x.Values.CopyTo(result.Target);
        return result;
    }

    /// <summary>Σ x y, whose terms are left in <paramref name="terms"/>.</summary>
    public static double Dot(Tensor x, Tensor y, Tensor terms)
    {
        Zip.Run(new MultiplyZip(), x.Values, y.Values, terms.Target);
        return Folded(new SumFold(), terms);
    }

    /// <summary>The largest |x|.</summary>
    public static double Largest(Tensor x) => Folded(new LargestSizeFold(), x);

    /// <summary>Σ |x|.</summary>
    public static double SumOfSizes(Tensor x) => Folded(new SumOfSizesFold(), x);

    /// <summary>x += factor y.</summary>
    public static void Add(Tensor x, double factor, Tensor y) => Zip.Run(new AddScaled((Real)factor), x.Values, y.Values, x.Target);

    /// <summary>to = x - y.</summary>
    public static void Subtract(Tensor x, Tensor y, Tensor to) => Zip.Run(new SubtractZip(), x.Values, y.Values, to.Target);

    /// <summary>to = factor x.</summary>
    public static void Scale(Tensor x, double factor, Tensor to) =>
        Map.Run(new WithNumber<MultiplyZip>(default, (Real)factor), x.Values, to.Target);

    private static Real Folded<TFold>(TFold fold, Tensor x)
        where TFold : struct, IFold
    {
        Real result = 0;
        Reduce.Run(fold, x.Values, 1, x.Count, 1, new Span<Real>(ref result));
        return result;
    }

    private readonly struct LargestSizeFold : IFold
    {
        public Real Start => 0;

        public V Add<V>(V partial, V x)
            where V : struct, ILanes<V> => V.Max(partial, V.Abs(x));

        public V Join<V>(V left, V right)
            where V : struct, ILanes<V> => V.Max(left, right);
    }

    private readonly struct SumOfSizesFold : IFold
    {
        public Real Start => 0;

        public V Add<V>(V partial, V x)
            where V : struct, ILanes<V> => partial + V.Abs(x);

        public V Join<V>(V left, V right)
            where V : struct, ILanes<V> => left + right;
    }
}

/// <summary>x + factor y, with one rounding.</summary>
internal readonly struct AddScaled(Real factor) : IZip
{
    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(V.All(factor), y, x);
}
