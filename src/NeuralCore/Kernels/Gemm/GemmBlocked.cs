using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A matrix product in tiles. Operands that serve few tiles are read where they stand; the others are packed into panels that tiles read from
/// start to end, A by every thread for itself, B by all threads together where it serves many rows.
/// </summary>
/// <remarks>After Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.</remarks>
internal unsafe struct GemmBlocked<W, TEpilogue>
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    private readonly GemmProduct<TEpilogue> product;
    private readonly Cuts rows;
    private readonly bool packsA;

    // The shared panels of B, or null where every thread packs its own or reads B in place.
    private readonly Real* packed;

    // The part of B that is worked on now.
    private int firstStep, steps, firstColumn, columns;

    private GemmBlocked(GemmProduct<TEpilogue> product, Real* packed)
    {
        this.product = product;
        this.packed = packed;
        rows = new Cuts(product.Rows, GemmBlocks.Height<W>());
        packsA = GemmBlocks.PacksA(product.Columns);
        steps = product.Depth;
        columns = product.Columns;
    }

    private static int Width => GemmBlocks.Width<W>();

    public static void Multiply(GemmProduct<TEpilogue> product)
    {
        if (GemmBlocks.SharesB(product.Rows, product.Depth))
            MultiplyShared(product);
        else
            new GemmBlocked<W, TEpilogue>(product, null).MultiplyPart();
    }

    private static void MultiplyShared(GemmProduct<TEpilogue> product)
    {
        int mostSteps = Math.Min(product.Depth, GemmBlocks.PackedDepth);
        int mostPanels = Math.Min(GemmBlocks.Count(product.Columns, Width), Math.Max(1, GemmBlocks.PackedNumbers / (mostSteps * Width)));
        using Scratch packed = Scratch.Rent(mostPanels * Width * mostSteps);
        var part = new GemmBlocked<W, TEpilogue>(product, packed.Data);
        for (int j = 0; j < product.Columns; j += mostPanels * Width)
        {
            part.firstColumn = j;
            part.columns = Math.Min(mostPanels * Width, product.Columns - j);
            for (int k = 0; k < product.Depth; k += mostSteps)
            {
                part.firstStep = k;
                part.steps = Math.Min(mostSteps, product.Depth - k);

                // Packing a number of B costs about as much as sixteen multiply-adds.
                int panels = GemmBlocks.Count(part.columns, Width);
                Workers.For(new Packing<W, TEpilogue>(part), panels, GemmBlocks.Grain(16L * part.steps * Width));
                part.MultiplyPart();
            }
        }
    }

    private readonly void MultiplyPart()
    {
        int columnPanels = GemmBlocks.Count(columns, Width);
        if (DividesRows(columnPanels))
        {
            // Pieces of several panels, where there are many, share each read of B.
            int grain = Math.Max(GemmBlocks.Grain((long)steps * rows.Most * columns), Math.Min(GemmBlocks.Rows / rows.Most, rows.Count / 16));
            Workers.For(new ByRows<W, TEpilogue>(this, columnPanels), rows.Count, grain);
        }
        else
        {
            // Every piece packs all of A for itself; with four panels of columns to a piece that stays below a tenth of the work.
            int grain = Math.Max(packsA ? 4 : 1, GemmBlocks.Grain((long)steps * Width * product.Rows));
            Workers.For(new ByColumns<W, TEpilogue>(this, rows.Count), columnPanels, grain);
        }
    }

    // Threads that divide rows all read B. Those that divide columns all read A, and each writes a part of every row of C, where the
    // passes over C that follow give each thread whole rows. What one core writes and another reads costs more than all else: on two
    // threads a step with 64 digits took up to 440 us as long as the gradient of its weights was divided by columns, and takes 170.
    private readonly bool DividesRows(int columnPanels)
    {
        if (columnPanels == 1)
            return true;

        // Every piece of rows would pack all columns for itself.
        bool packsOwn = packed == null && product.BSide != 1;
        if (rows.Count == 1 || packsOwn)
            return false;
        return (long)steps * columns <= product.Rows * ((long)steps + columns);
    }

    /// <summary>Packs shared panels of B, each with all steps of this part.</summary>
    public readonly void Pack(int start, int end)
    {
        for (int j = start; j < end; j++)
            PackColumns(j, 0, steps, packed + ((nint)j * Width * steps));
    }

    /// <summary>Computes the tiles where some tiles' rows meet some panels of columns.</summary>
    public readonly void Tiles((int Start, int End) tiles, (int Start, int End) panels)
    {
        int blockDepth = GemmBlocks.Even(steps, packed == null ? GemmBlocks.OwnDepth : GemmBlocks.Depth);
        int blockTiles = packed == null ? rows.Count : GemmBlocks.Rows / rows.Most;
        int most = packsA ? Math.Min(blockTiles, tiles.End - tiles.Start) * rows.Most * blockDepth : 0;
        int bufferNumbers = rows.Most * Width;
        using Scratch scratch = Scratch.Rent(bufferNumbers + (packed == null ? Width * blockDepth : 0) + most);
        Real* ownPanel = scratch.Data + bufferNumbers;
        Real* packedRows = ownPanel + (packed == null ? Width * blockDepth : 0);
        TileOperands operands = default;
        for (int k = 0; k < steps; k += blockDepth)
        {
            operands.Depth = Math.Min(blockDepth, steps - k);
            for (int block = tiles.Start; block < tiles.End; block += blockTiles)
            {
                (int Start, int End) inBlock = (block, Math.Min(tiles.End, block + blockTiles));
                if (packsA)
                    PackRows(inBlock, k, (int)operands.Depth, packedRows);
                for (int j = panels.Start; j < panels.End; j++)
                {
                    FindColumns(j, k, ownPanel, ref operands);
                    for (int i = inBlock.Start; i < inBlock.End; i++)
                    {
                        int first = rows.Start(i);
                        if (packsA)
                        {
                            operands.A = packedRows + ((first - rows.Start(block)) * operands.Depth);
                            (operands.ASide, operands.ADepth) = (1, rows.Start(i + 1) - first);
                        }
                        else
                        {
                            operands.A = product.A + (first * product.ASide) + ((firstStep + k) * product.ADepth);
                            (operands.ASide, operands.ADepth) = (product.ASide, product.ADepth);
                        }

                        Tile(i, j, k, scratch.Data, ref operands);
                    }
                }
            }
        }
    }

    private readonly void PackRows((int Start, int End) tiles, int k, int depth, Real* target)
    {
        for (int i = tiles.Start; i < tiles.End; i++)
        {
            int row = rows.Start(i), height = rows.Start(i + 1) - row;
            Real* source = product.A + (row * product.ASide) + ((firstStep + k) * product.ADepth);
            GemmPack.Panel<W>(source, product.ASide, product.ADepth, height, depth, target, height);
            target += height * depth;
        }
    }

    private readonly void PackColumns(int panel, int k, int depth, Real* target)
    {
        int column = firstColumn + (panel * Width);
        Real* source = product.B + ((firstStep + k) * product.BDepth) + (column * product.BSide);
        int side = Math.Min(Width, product.Columns - column);
        GemmPack.Panel<W>(source, product.BSide, product.BDepth, side, depth, target, Width);
    }

    // B in place where its rows are contiguous and hold whole bundles.
    private readonly void FindColumns(int panel, int k, Real* own, ref TileOperands operands)
    {
        int column = firstColumn + (panel * Width);
        if (packed != null)
        {
            operands.B = packed + ((nint)panel * Width * steps) + (k * Width);
            operands.BDepth = Width;
        }
        else if (product.BSide == 1 && Math.Min(Width, product.Columns - column) % W.Count == 0)
        {
            operands.B = product.B + ((firstStep + k) * product.BDepth) + column;
            operands.BDepth = product.BDepth;
        }
        else
        {
            PackColumns(panel, k, (int)operands.Depth, own);
            operands.B = own;
            operands.BDepth = Width;
        }
    }

    private readonly void Tile(int i, int j, int k, Real* buffer, ref TileOperands operands)
    {
        int row = rows.Start(i), column = firstColumn + (j * Width);
        int height = rows.Start(i + 1) - row, width = Math.Min(Width, product.Columns - column);
        int bundles = GemmBlocks.Count(width, W.Count);
        nint stride = product.Columns;
        Real* c = product.C + (row * stride) + column;
        bool fresh = firstStep + k == 0 && !product.Accumulate;
        bool whole = width == bundles * W.Count;
        operands.C = whole ? c : buffer;
        operands.CStride = whole ? stride : Width;
        operands.From = fresh ? null : operands.C;
        operands.FromStride = fresh ? 0 : operands.CStride;

        // A tile that reaches over the edge is computed whole, beside C.
        if (!whole && !fresh)
            Copy(c, stride, buffer, Width, height, width);
        GemmTile.Compute<W>(height, bundles, operands);
        if (!whole)
            Copy(buffer, Width, c, stride, height, width);
        if (firstStep + k + operands.Depth == product.Depth)
            product.Finish<W>(row, column, height, width);
    }

    private static void Copy(Real* source, nint sourceStride, Real* target, nint targetStride, int rows, int width)
    {
        if (width >= W.Count)
            CopyRows<W>(source, sourceStride, target, targetStride, rows, width);
        else if (width >= Lanes256.Count)
            CopyRows<Lanes256>(source, sourceStride, target, targetStride, rows, width);
        else if (width >= Lanes128.Count)
            CopyRows<Lanes128>(source, sourceStride, target, targetStride, rows, width);
        else
            CopyRows<Lanes1>(source, sourceStride, target, targetStride, rows, width);
    }

    // Bundle by bundle, the last one moved back over the one before it rather than past the edge.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<V>(Real* source, nint sourceStride, Real* target, nint targetStride, int rows, int width)
        where V : struct, ILanes<V>
    {
        int last = width - V.Count;
        for (int i = 0; i < rows; i++, source += sourceStride, target += targetStride)
        {
            for (int j = 0; j < last; j += V.Count)
                V.Store(V.Load(in *source, (nuint)j), ref *target, (nuint)j);
            V.Store(V.Load(in *source, (nuint)last), ref *target, (nuint)last);
        }
    }
}

// How the work of a part is divided among threads. The width W was chosen before, so V is not asked.
file readonly struct Packing<W, TEpilogue>(GemmBlocked<W, TEpilogue> part) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V> => part.Pack(start, end);
}

file readonly struct ByRows<W, TEpilogue>(GemmBlocked<W, TEpilogue> part, int columnPanels) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V> => part.Tiles((start, end), (0, columnPanels));
}

file readonly struct ByColumns<W, TEpilogue>(GemmBlocked<W, TEpilogue> part, int rowTiles) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V> => part.Tiles((0, rowTiles), (start, end));
}
