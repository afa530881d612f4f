using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Takes the numbers of a row into one, in an order that the length alone decides: number i goes to virtual lane i mod 16, and the
/// sixteen lanes join in a tree. Any width is a way to hold sixteen lanes, so all widths give the same bits.
/// </summary>
internal static unsafe class Fold
{
    /// <summary>How many lanes the order of a sum has, at every width.</summary>
    public const int VirtualLanes = 16;

    /// <summary>How many rows <see cref="FourRows"/> takes.</summary>
    public const int RowsAtOnce = 4;

    /// <summary>Folds <paramref name="count"/> neighbouring numbers.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static Real Row<TFold, V>(TFold fold, Real* x, int count)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        if (V.Count == VirtualLanes)
            return Joined(fold, OfLanes<TFold, V>(fold, x, count));

        // Bundles wider than sixteen numbers do not exist; narrower ones walk the row once for each group of lanes.
        Real* lanes = stackalloc Real[VirtualLanes];
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
            V.Store(OfLanes<TFold, V>(fold, x + lane, count - lane), ref *(lanes + lane), 0);
        return Joined<TFold, V>(fold, lanes);
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
        Real* x1 = x + count;
        Real* x2 = x1 + count;
        Real* x3 = x2 + count;
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
        {
            V partial0 = V.All(fold.Start);
            V partial1 = partial0;
            V partial2 = partial0;
            V partial3 = partial0;
            int i = lane;
            for (; i <= count - V.Count; i += VirtualLanes)
            {
                partial0 = fold.Add(partial0, V.Load(in *(x + i), 0));
                partial1 = fold.Add(partial1, V.Load(in *(x1 + i), 0));
                partial2 = fold.Add(partial2, V.Load(in *(x2 + i), 0));
                partial3 = fold.Add(partial3, V.Load(in *(x3 + i), 0));
            }

            V.Store(AddFirst(fold, partial0, x + i, count - i), ref *(lanes + lane), 0);
            V.Store(AddFirst(fold, partial1, x1 + i, count - i), ref *(lanes + VirtualLanes + lane), 0);
            V.Store(AddFirst(fold, partial2, x2 + i, count - i), ref *(lanes + (2 * VirtualLanes) + lane), 0);
            V.Store(AddFirst(fold, partial3, x3 + i, count - i), ref *(lanes + (3 * VirtualLanes) + lane), 0);
        }

        for (int row = 0; row < RowsAtOnce; row++)
            y[row] = Joined<TFold, V>(fold, lanes + (row * VirtualLanes));
    }

    /// <summary>Folds up to four rows that follow each other.</summary>
    [MethodImpl(Lanes.Kernel)]
    public static void UpToFourRows<TFold, V>(TFold fold, Real* x, int count, int rows, Real* y)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        if (rows == RowsAtOnce)
        {
            FourRows<TFold, V>(fold, x, count, y);
            return;
        }

        for (int row = 0; row < rows; row++)
            y[row] = Row<TFold, V>(fold, x + ((nint)row * count), count);
    }

    /// <summary>Folds the numbers f(x[i], y[i]).</summary>
    [MethodImpl(Lanes.Kernel)]
    public static Real ZippedRow<TFold, TZip, V>(TFold fold, TZip f, Real* x, Real* y, int count)
        where TFold : struct, IFold
        where TZip : struct, IZip
        where V : struct, ILanes<V>
    {
        Real* lanes = stackalloc Real[VirtualLanes];
        for (int lane = 0; lane < VirtualLanes; lane += V.Count)
        {
            V partial = V.All(fold.Start);
            int i = lane;
            for (; i <= count - V.Count; i += VirtualLanes)
                partial = fold.Add(partial, f.Value(V.Load(in *(x + i), 0), V.Load(in *(y + i), 0)));

            if (i < count)
            {
                V value = f.Value(V.LoadFirst(x + i, count - i), V.LoadFirst(y + i, count - i));
                partial = V.Where(V.FirstLanes(count - i), fold.Add(partial, value), partial);
            }

            V.Store(partial, ref *(lanes + lane), 0);
        }

        return Joined<TFold, V>(fold, lanes);
    }

    /// <summary>Folds a bundle's lanes, each over every sixteenth number of a row that begins at its first lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfLanes<TFold, V>(TFold fold, Real* x, int count)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        V partial = V.All(fold.Start);
        int i = 0;
        for (; i <= count - V.Count; i += VirtualLanes)
            partial = fold.Add(partial, V.Load(in *(x + i), 0));
        return AddFirst(fold, partial, x + i, count - i);
    }

    /// <summary>Folds the numbers after the last whole bundle, none or some, into the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AddFirst<TFold, V>(TFold fold, V partial, Real* x, int count)
        where TFold : struct, IFold
        where V : struct, ILanes<V> =>
        count <= 0 ? partial : V.Where(V.FirstLanes(count), fold.Add(partial, V.LoadFirst(x, count)), partial);

    /// <summary>Joins the sixteen lanes in memory: the upper half to the lower one, until one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Joined<TFold, V>(TFold fold, Real* lanes)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        for (int half = VirtualLanes / 2; half >= V.Count; half /= 2)
        {
            for (int lane = 0; lane < half; lane += V.Count)
                V.Store(fold.Join(V.Load(in *(lanes + lane), 0), V.Load(in *(lanes + lane + half), 0)), ref *(lanes + lane), 0);
        }

        return Joined(fold, V.Load(in *lanes, 0));
    }

    /// <summary>Joins the lanes of a bundle in the same way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Joined<TFold, V>(TFold fold, V lanes)
        where TFold : struct, IFold
        where V : struct, ILanes<V>
    {
        if (V.Count > 8)
            lanes = fold.Join(lanes, V.Rotate(lanes, 8));
        if (V.Count > 4)
            lanes = fold.Join(lanes, V.Rotate(lanes, 4));
        if (V.Count > 2)
            lanes = fold.Join(lanes, V.Rotate(lanes, 2));
        if (V.Count > 1)
            lanes = fold.Join(lanes, V.Rotate(lanes, 1));
        return V.Number(lanes);
    }
}
