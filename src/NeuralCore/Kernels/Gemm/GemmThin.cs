using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The product of a few rows with a matrix, as in inference on one example. It is bound by reading B, so B is read once, and where its
/// rows are contiguous it is not packed; transposed, it is read from panels that were packed before, or turned on the way. The items are
/// strips of columns.
/// </summary>
internal readonly unsafe struct GemmThin<W, TEpilogue>(GemmProduct<TEpilogue> product) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    private const int StripColumns = GemmPanels.Width;

    // Steps of k for which a row of C is read and written once; eight streams are as many as a prefetcher likes to follow.
    private const int Steps = 8;

    // A packed strip takes half as long and is shared all the same: a network 784-128-10 takes 2.6 us on two threads so, and 4.0
    // where a strip must be twice as deep.
    public void Multiply() =>
        Workers.For(this, GemmBlocks.Count(product.Columns, StripColumns), GemmBlocks.Grain((long)StripColumns * product.Depth * Steps));

    // The width was chosen before the work was divided, so V is not asked.
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        int first = start * StripColumns;
        int last = (int)Math.Min(product.Columns, (long)end * StripColumns);
        if (!product.Accumulate && product.Panels == null)
            Clear(first, last);
        if (product.Panels != null)
        {
            SetPacked(first, last);
        }
        else if (product.BSide == 1)
        {
            AddPlain(first, last);
        }
        else
        {
            int done = W.Count >= Lanes256.Count ? Transposed<Lanes256>(first, last) : first;
            if (W.Count >= Lanes128.Count)
                done = Transposed<Lanes128>(done, last);
            Transposed<Lanes1>(done, last);
        }

        product.Finish<W>(0, first, product.Rows, last - first);
    }

    // From packed panels, which are the strips.
    [MethodImpl(Lanes.Kernel)]
    private void SetPacked(int first, int last)
    {
        TileOperands tile = new() { ASide = product.ASide, ADepth = product.ADepth, Depth = product.Depth, CStride = product.Columns };
        for (int column = first; column < last; column += StripColumns)
        {
            int columns = Math.Min(StripColumns, last - column);
            tile.BDepth = GemmPanels.WidthAt(column, product.Columns);
            for (int i = 0; i < product.Rows; i += GemmPanelTile.Rows)
            {
                int rows = Math.Min(GemmPanelTile.Rows, product.Rows - i), most = GemmPanelTile.Bundles<W>(rows) * W.Count;
                tile.A = product.A + (i * product.ASide);
                for (int j = 0; j < columns; j += most)
                {
                    int wide = Math.Min(most, columns - j), bundles = GemmBlocks.Count(wide, W.Count);
                    tile.B = product.Panels + ((nint)column * product.Depth) + j;
                    tile.C = product.C + ((nint)i * product.Columns) + column + j;
                    GemmPanelTile.Compute<W>(rows, bundles, tile, wide - ((bundles - 1) * W.Count));
                }
            }
        }
    }

    // Strips of whole bundles of columns, four at once where there are so many; returns where they end.
    [MethodImpl(Lanes.Kernel)]
    private int Transposed<V>(int first, int last)
        where V : struct, ILanes<V>
    {
        int whole = product.Depth - (product.Depth % V.Piece);
        TileOperands tile = new() { ASide = product.ASide, ADepth = product.ADepth, Depth = whole, CStride = product.Columns };
        int begin = first;

        // A row of B is read in pieces, from a line that must stay in the first cache until the last of them. Rows that are a page or half a
        // page apart share one or two of its sets, which hold eight lines each.
        nint apart = product.BSide * sizeof(Real) % 4096;
        int mostStrips = apart == 0 ? 1 : apart == 2048 ? 2 : 4;
        while (last - first >= V.Count)
        {
            int strips = Math.Min((last - first) / V.Count, mostStrips);
            strips = strips >= 4 ? 4 : strips >= 2 ? 2 : 1;
            tile.B = product.B + (first * product.BSide);
            for (int i = 0; i < product.Rows; i += GemmThinTile.Rows)
            {
                tile.A = product.A + (i * product.ASide);
                tile.C = product.C + ((nint)i * product.Columns) + first;
                GemmThinTile.Compute<V>(Math.Min(GemmThinTile.Rows, product.Rows - i), strips, tile, product.BSide);
            }

            first += strips * V.Count;
        }

        AddSteps(begin, first, whole);
        return first;
    }

    // The last steps, where k is no multiple of a piece.
    [MethodImpl(Lanes.Kernel)]
    private void AddSteps(int first, int last, int k)
    {
        for (; k < product.Depth; k++)
        {
            for (int i = 0; i < product.Rows; i++)
            {
                Lanes1 a = Lanes1.Load(in product.A[(i * product.ASide) + (k * product.ADepth)], 0);
                for (int j = first; j < last; j++)
                {
                    ref Real sum = ref product.C[((nint)i * product.Columns) + j];
                    Lanes1.Store(Lanes1.FusedMultiplyAdd(a, Lanes1.All(product.B[(j * product.BSide) + k]), Lanes1.All(sum)), ref sum, 0);
                }
            }
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private void Clear(int first, int last)
    {
        for (int i = 0; i < product.Rows; i++)
            new Span<Real>(product.C + ((nint)i * product.Columns) + first, last - first).Clear();
    }

    // B with contiguous rows.
    [MethodImpl(Lanes.Kernel)]
    private void AddPlain(int first, int last)
    {
        int columns = last - first;
        int whole = columns - (columns % W.Count);
        Real* b = product.B + first;
        nint stride = product.BDepth;
        int p = 0;
        for (; p <= product.Depth - Steps; p += Steps, b += Steps * stride)
        {
            for (int i = 0; i < product.Rows; i++)
            {
                Real* a = product.A + (i * product.ASide) + (p * product.ADepth);
                Real* c = product.C + ((nint)i * product.Columns) + first;
                AddEight<W>(a, product.ADepth, b, stride, c, 0, whole);
                AddEight<Lanes1>(a, product.ADepth, b, stride, c, whole, columns);
            }
        }

        for (; p < product.Depth; p++, b += stride)
        {
            for (int i = 0; i < product.Rows; i++)
            {
                Real a = product.A[(i * product.ASide) + (p * product.ADepth)];
                Real* c = product.C + ((nint)i * product.Columns) + first;
                AddOne<W>(a, b, c, 0, whole);
                AddOne<Lanes1>(a, b, c, whole, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEight<V>(Real* a, nint aStride, Real* b, nint stride, Real* c, int start, int end)
        where V : struct, ILanes<V>
    {
        V a0 = V.All(a[0]), a1 = V.All(a[aStride]), a2 = V.All(a[2 * aStride]), a3 = V.All(a[3 * aStride]);
        V a4 = V.All(a[4 * aStride]), a5 = V.All(a[5 * aStride]), a6 = V.All(a[6 * aStride]), a7 = V.All(a[7 * aStride]);
        Real* b4 = b + (4 * stride);
        for (nuint j = (nuint)start; j < (nuint)end; j += (nuint)V.Count)
        {
            V sum = V.Load(in *c, j);
            sum = V.FusedMultiplyAdd(a0, V.Load(in *b, j), sum);
            sum = V.FusedMultiplyAdd(a1, V.Load(in b[stride], j), sum);
            sum = V.FusedMultiplyAdd(a2, V.Load(in b[2 * stride], j), sum);
            sum = V.FusedMultiplyAdd(a3, V.Load(in b[3 * stride], j), sum);
            sum = V.FusedMultiplyAdd(a4, V.Load(in *b4, j), sum);
            sum = V.FusedMultiplyAdd(a5, V.Load(in b4[stride], j), sum);
            sum = V.FusedMultiplyAdd(a6, V.Load(in b4[2 * stride], j), sum);
            sum = V.FusedMultiplyAdd(a7, V.Load(in b4[3 * stride], j), sum);
            V.Store(sum, ref *c, j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne<V>(Real a, Real* b, Real* c, int start, int end)
        where V : struct, ILanes<V>
    {
        V all = V.All(a);
        for (nuint j = (nuint)start; j < (nuint)end; j += (nuint)V.Count)
            V.Store(V.FusedMultiplyAdd(all, V.Load(in *b, j), V.Load(in *c, j)), ref *c, j);
    }
}
