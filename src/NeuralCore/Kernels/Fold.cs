using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Takes the numbers of a row into one, in an order that the length alone decides: number i goes to virtual lane i mod 16, and the
/// sixteen lanes join in a tree. Any width is a way to hold sixteen lanes, so all widths give the same bits.
/// </summary>
internal static unsafe class Fold
{
    private const int VirtualLanes = 16;

    /// <summary>How many rows <see cref="FourRows"/> takes.</summary>
    public const int RowsAtOnce = 4;

    /// <summary>Folds <paramref name="count"/> neighbouring numbers.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static Real Row<TFold, V>(TFold fold, Real* x, int count)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        Real* lanes = stackalloc Real[VirtualLanes];
        int whole = count - (count % VirtualLanes);

        // Bundles wider than sixteen numbers do not exist; narrower ones walk the row once for each group of lanes.
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
        {
            V partial = V.All(fold.Start);
            for (int i = lane; i < whole; i += VirtualLanes)
                partial = fold.Add(partial, V.Load(in *(x + i), 0));
            V.Store(partial, ref *(lanes + lane), 0);
        }

        return Join(fold, lanes, x + whole, count - whole);
    }

    /// <summary>
    /// Folds four rows of <paramref name="count"/> numbers that follow each other, each as <see cref="Row"/> does. Every step of a fold waits
    /// for the one before; four rows at once fill that time: 64 rows of 100 numbers in the first-level cache took 1.3 us one by one, and take 1.05.
    /// </summary>
    [MethodImpl(Lanes.Kernel)]
    public static void FourRows<TFold, V>(TFold fold, Real* x, int count, Real* y)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        Real* lanes = stackalloc Real[RowsAtOnce * VirtualLanes];
        int whole = count - (count % VirtualLanes);
        Real* x1 = x + count;
        Real* x2 = x1 + count;
        Real* x3 = x2 + count;
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
        {
            V partial0 = V.All(fold.Start);
            V partial1 = partial0;
            V partial2 = partial0;
            V partial3 = partial0;
            for (int i = lane; i < whole; i += VirtualLanes)
            {
                partial0 = fold.Add(partial0, V.Load(in *(x + i), 0));
                partial1 = fold.Add(partial1, V.Load(in *(x1 + i), 0));
                partial2 = fold.Add(partial2, V.Load(in *(x2 + i), 0));
                partial3 = fold.Add(partial3, V.Load(in *(x3 + i), 0));
            }

            V.Store(partial0, ref *(lanes + lane), 0);
            V.Store(partial1, ref *(lanes + VirtualLanes + lane), 0);
            V.Store(partial2, ref *(lanes + (2 * VirtualLanes) + lane), 0);
            V.Store(partial3, ref *(lanes + (3 * VirtualLanes) + lane), 0);
        }

        for (int row = 0; row < RowsAtOnce; row++)
            y[row] = Join(fold, lanes + (row * VirtualLanes), x + ((nint)row * count) + whole, count - whole);
    }

    /// <summary>Folds the numbers f(x[i], y[i]) and stores them to z, which may be x or y.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static Real ZippedRow<TFold, TZip, V>(TFold fold, TZip f, Real* x, Real* y, Real* z, int count)
        where TFold : struct, IFold
        where TZip : struct, IZip
        where V : struct, ILanes<V>
    {
        Real* lanes = stackalloc Real[VirtualLanes];
        int whole = count - (count % VirtualLanes);
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
        {
            V partial = V.All(fold.Start);
            for (int i = lane; i < whole; i += VirtualLanes)
            {
                V value = f.Value(V.Load(in *(x + i), 0), V.Load(in *(y + i), 0));
                V.Store(value, ref *(z + i), 0);
                partial = fold.Add(partial, value);
            }

            V.Store(partial, ref *(lanes + lane), 0);
        }

        for (int i = whole; i < count; i++)
            Lanes1.Store(f.Value(Of(x[i]), Of(y[i])), ref z[i], 0);
        return Join(fold, lanes, z + whole, count - whole);
    }

    // The numbers after the last whole sixteen go to the first lanes, then the lanes join.
    private static Real Join<TFold>(TFold fold, Real* lanes, Real* rest, int count)
        where TFold : struct, IFold
    {
        for (int i = 0; i < count; i++)
            lanes[i] = One(fold.Add(Of(lanes[i]), Of(rest[i])));
        for (int half = VirtualLanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
                lanes[lane] = One(fold.Join(Of(lanes[lane]), Of(lanes[lane + half])));
        }

        return lanes[0];
    }

    private static Lanes1 Of(Real value) => Lanes1.All(value);

    private static Real One(Lanes1 lane)
    {
        Real value = 0;
        Lanes1.Store(lane, ref value, 0);
        return value;
    }
}
