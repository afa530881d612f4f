namespace NeuralCore.Kernels;

/// <summary>
/// Takes the numbers of a row into one, in an order that the length alone decides: number i goes to virtual lane i mod 16, and the
/// sixteen lanes join in a tree. Any width is a way to hold sixteen lanes, so all widths give the same bits.
/// </summary>
internal static unsafe class Fold
{
    private const int VirtualLanes = 16;

    /// <summary>Folds <paramref name="count"/> neighbouring numbers.</summary>
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

        for (int i = whole; i < count; i++)
            lanes[i - whole] = One(fold.Add(Of(lanes[i - whole]), Of(x[i])));
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
