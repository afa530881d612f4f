using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Takes a row into two sums in the order of <see cref="Fold"/>: number i goes to virtual lane i mod 16, and the sixteen lanes join in a
/// tree, so all widths give the same bits.
/// </summary>
internal static unsafe class PairFold
{
    /// <summary>Folds <paramref name="count"/> neighbouring pairs.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static (Real First, Real Second) Row<TFold, V>(TFold fold, Real* x, Real* y, Real center, int count)
        where TFold : struct, IPairFold
        where V : struct, ILanes<V>
    {
        Real* first = stackalloc Real[Fold.VirtualLanes];
        Real* second = stackalloc Real[Fold.VirtualLanes];
        V centers = V.All(center);

        // Bundles wider than sixteen numbers do not exist; narrower ones walk the row once for each group of lanes.
        for (int lane = 0; lane < Fold.VirtualLanes; lane += V.Count)
        {
            V firsts = V.All(0);
            V seconds = V.All(0);
            int i = lane;
            for (; i <= count - V.Count; i += Fold.VirtualLanes)
            {
                V left = V.Load(in *(x + i), 0);
                V right = V.Load(in *(y + i), 0);
                firsts = fold.First(firsts, left, right, centers);
                seconds = fold.Second(seconds, left, right, centers);
            }

            if (i < count)
            {
                V some = V.FirstLanes(count - i);
                V left = V.LoadFirst(x + i, count - i);
                V right = V.LoadFirst(y + i, count - i);
                firsts = V.Where(some, fold.First(firsts, left, right, centers), firsts);
                seconds = V.Where(some, fold.Second(seconds, left, right, centers), seconds);
            }

            V.Store(firsts, ref *(first + lane), 0);
            V.Store(seconds, ref *(second + lane), 0);
        }

        return (Fold.Joined<SumFold, V>(new SumFold(), first), Fold.Joined<SumFold, V>(new SumFold(), second));
    }
}
