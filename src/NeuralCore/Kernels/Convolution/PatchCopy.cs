using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Rows of a source on their way into one of a patch's copies.</summary>
internal unsafe struct PatchCopy
{
    public Real* Source, Target;
    public nint SourcePlane, SourceRow, TargetPlane;
    public PatchRun Rows, Columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Run<V>(int planes)
        where V : struct, ILanes<V>
    {
        if (V.Count > Lanes128.Count && Columns.Count <= Lanes128.Count)
            RunAt<Lanes128>(planes);
        else if (V.Count > Lanes256.Count && Columns.Count <= Lanes256.Count)
            RunAt<Lanes256>(planes);
        else
            RunAt<V>(planes);
    }

    [MethodImpl(Lanes.Kernel)]
    private readonly void RunAt<V>(int planes)
        where V : struct, ILanes<V>
    {
        int pitch = Columns.Length;
        bool any = Rows.Count > 0 && Columns.Count > 0;
        Real* source = any ? Source + (Rows.First * SourceRow) + Columns.First : Source, target = Target;
        for (int i = 0; i < planes; i++, source += SourcePlane, target += TargetPlane)
        {
            Real* first = target + (Rows.Before * pitch);
            new Span<Real>(target, Rows.Before * pitch).Clear();
            if (any && Columns.Step == 1)
                CopyRows<V>(source, first + Columns.Before);
            else if (any)
                CopySteps<V>(source, first + Columns.Before);
            Clear(first, Columns.Before, Rows.Count, pitch);
            Clear(first + Columns.Before + Columns.Count, Columns.After, Rows.Count, pitch);
            new Span<Real>(first + (Rows.Count * pitch), Rows.After * pitch).Clear();
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private readonly void CopyRows<V>(Real* source, Real* target)
        where V : struct, ILanes<V>
    {
        nint pitch = Columns.Length, from = Rows.Step * SourceRow;
        int rows = Rows.Count, columns = Columns.Count;
        if (from == columns && pitch == columns)
            (rows, columns) = (1, rows * columns);
        int whole = columns - (columns % V.Count), left = columns - whole;

        // What a whole bundle has too much the next rows overwrite. At the end there are none, and nothing may be read there either.
        int careless = left == 0 ? rows : Math.Max(0, rows - GemmBlocks.Count(V.Count - left, (int)Math.Min(pitch, from)));
        int i = 0;
        for (; i < careless; i++, source += from, target += pitch)
        {
            for (nint j = 0; j < columns; j += V.Count)
                V.Store(V.Load(in source[j], 0), ref target[j], 0);
        }

        for (; i < rows; i++, source += from, target += pitch)
        {
            for (nint j = 0; j < whole; j += V.Count)
                V.Store(V.Load(in source[j], 0), ref target[j], 0);
            V.StoreFirst(V.LoadFirst(source + whole, left), target + whole, left);
        }
    }

    // Every so-manieth number of a row; every second one by whole bundles.
    [MethodImpl(Lanes.Kernel)]
    private readonly void CopySteps<V>(Real* source, Real* target)
        where V : struct, ILanes<V>
    {
        nint pitch = Columns.Length, step = Columns.Step, columns = Columns.Count, from = Rows.Step * SourceRow;
        for (int i = 0; i < Rows.Count; i++, source += from, target += pitch)
        {
            if (step == 2 && V.Count > 1)
            {
                CopySeconds<V>(source, target, Columns.Count);
                continue;
            }

            for (nint j = 0; j < columns; j++)
                target[j] = source[j * step];
        }
    }

    // A bundle comes from as many numbers as two have. The last of them need not exist, so the last bundle reads what it needs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopySeconds<V>(Real* source, Real* target, int columns)
        where V : struct, ILanes<V>
    {
        for (; columns > V.Count; columns -= V.Count, source += 2 * V.Count, target += V.Count)
            V.Store(V.UnzipEven(V.Load(in *source, 0), V.Load(in *source, (nuint)V.Count)), ref *target, 0);
        int left = (2 * columns) - 1;
        V upper = left > V.Count ? V.LoadFirst(source + V.Count, left - V.Count) : V.All(0);
        V.StoreFirst(V.UnzipEven(Lanes.Load<V>(source, left), upper), target, columns);
    }

    // Columns of zeros.
    [MethodImpl(Lanes.Kernel)]
    private static void Clear(Real* target, int count, int rows, nint pitch)
    {
        for (int i = 0; count > 0 && i < rows; i++, target += pitch)
        {
            for (nint j = 0; j < count; j++)
                target[j] = 0;
        }
    }
}
