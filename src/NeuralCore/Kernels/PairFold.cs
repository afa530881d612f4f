using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Takes a row into two sums in the order of <see cref="Fold"/>: number i goes to virtual lane i mod 16, and the sixteen lanes join in a
/// tree, so all widths give the same bits.
/// </summary>
internal static unsafe class PairFold
{
    private const int VirtualLanes = 16;

    /// <summary>Folds <paramref name="count"/> neighbouring pairs.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static (Real First, Real Second) Row<TFold, V>(TFold fold, Real* x, Real* y, Real center, int count)
        where TFold : struct, IPairFold
        where V : struct, ILanes<V>
    {
        Real* first = stackalloc Real[VirtualLanes];
        Real* second = stackalloc Real[VirtualLanes];
        int whole = count - (count % VirtualLanes);

        // Bundles wider than sixteen numbers do not exist; narrower ones walk the row once for each group of lanes.
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
        {
            V centers = V.All(center);
            V firsts = V.All(0);
            V seconds = V.All(0);
            for (int i = lane; i < whole; i += VirtualLanes)
            {
                V left = V.Load(in *(x + i), 0);
                V right = V.Load(in *(y + i), 0);
                firsts = fold.First(firsts, left, right, centers);
                seconds = fold.Second(seconds, left, right, centers);
            }

            V.Store(firsts, ref *(first + lane), 0);
            V.Store(seconds, ref *(second + lane), 0);
        }

        Lanes1 middle = Lanes1.All(center);
        for (int i = whole; i < count; i++)
        {
            Lanes1 left = Lanes1.All(x[i]);
            Lanes1 right = Lanes1.All(y[i]);
            int lane = i - whole;
            Lanes1.Store(fold.First(Lanes1.All(first[lane]), left, right, middle), ref first[lane], 0);
            Lanes1.Store(fold.Second(Lanes1.All(second[lane]), left, right, middle), ref second[lane], 0);
        }

        return (Join(first), Join(second));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Join(Real* lanes)
    {
        for (int half = VirtualLanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                lanes[lane] += lanes[lane + half];
        }

        return lanes[0];
    }
}
