using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A matrix product in tiles. Operands that serve few tiles are read where they stand; others are packed into panels that tiles read from
/// start to end, A by every thread for itself, B by all threads together where it serves many rows.
/// </summary>
/// <remarks>After Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.</remarks>
internal unsafe struct GemmBlocked<W, TEpilogue>
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    private readonly GemmProduct<TEpilogue> product;
    private readonly Cuts rows;
    private readonly bool packsRows;

    // The panels of B that all threads share, or null where each looks after its own columns.
    private readonly Real* shared;

    // The part of B that is worked on now.
    private int firstStep, steps, firstColumn, columns;

    private GemmBlocked(GemmProduct<TEpilogue> product, Real* shared)
    {
        this.product = product;
        this.shared = shared;
        rows = new Cuts(product.Rows, GemmBlocks.Height<W>());
        packsRows = shared != null || GemmBlocks.PacksRows(product.Columns, product.ASide);
    }

    private static int Width => GemmBlocks.Width<W>();

    public static void Multiply(GemmProduct<TEpilogue> product)
    {
        int steps = GemmBlocks.Even(product.Depth, GemmBlocks.Depth);
        if (product.Panels != null || !GemmBlocks.SharesB<W>(product.Rows, product.Depth, product.BSide == 1 ? product.BDepth : 1))
        {
            new GemmBlocked<W, TEpilogue>(product, null).MultiplyParts(steps, product.Columns);
            return;
        }

        int mostColumns = Math.Min(GemmBlocks.Count(product.Columns, Width) * Width, GemmBlocks.SharedColumns(steps, Width));
        using Scratch panels = Scratch.Rent((long)mostColumns * steps);
        new GemmBlocked<W, TEpilogue>(product, panels.Data).MultiplyParts(steps, mostColumns);
    }

    [MethodImpl(Lanes.Kernel)]
    private void MultiplyParts(int mostSteps, int mostColumns)
    {
        for (firstColumn = 0; firstColumn < product.Columns; firstColumn += mostColumns)
        {
            columns = Math.Min(mostColumns, product.Columns - firstColumn);
            for (firstStep = 0; firstStep < product.Depth; firstStep += mostSteps)
            {
                steps = Math.Min(mostSteps, product.Depth - firstStep);
                MultiplyPart();
            }
        }
    }

    private readonly void MultiplyPart()
    {
        int panels = GemmBlocks.Count(columns, Width);

        // Packing a number of B costs about as much as sixteen multiply-adds.
        if (shared != null)
            Workers.For(new Packing<W, TEpilogue>(this), panels, GemmBlocks.Grain(16L * steps * Width));

        if (DividesRows(panels))
        {
            // Pieces of several tiles, where there are many, share each read of B.
            int grain = Math.Max(GemmBlocks.Grain((long)steps * rows.Most * columns), Math.Min(GemmBlocks.Rows / rows.Most, rows.Count / 16));
            Workers.For(new ByRows<W, TEpilogue>(this, panels), rows.Count, grain);
        }
        else
        {
            // Every piece packs all of A for itself; with four panels of columns to a piece that stays below a tenth of the work.
            int grain = Math.Max(packsRows ? 4 : 1, GemmBlocks.Grain((long)steps * Width * product.Rows));
            Workers.For(new ByColumns<W, TEpilogue>(this, rows.Count), panels, grain);
        }
    }

    // Threads that divide rows all read B. Those that divide columns all read A, and each writes a part of every row of C, where the
    // passes over C that follow give each thread whole rows. What one core writes and another reads costs more than all else: on two
    // threads a step with 64 digits took up to 440 us as long as the gradient of its weights was divided by columns, and takes 170.
    private readonly bool DividesRows(int panels)
    {
        if (panels == 1)
            return true;

        // Every piece of rows would pack all columns for itself.
        bool packsOwn = shared == null && product.Panels == null && product.BSide != 1;
        if (rows.Count == 1 || packsOwn)
            return false;
        return (long)steps * columns <= product.Rows * ((long)steps + columns);
    }

    /// <summary>Packs shared panels of B, each with all steps of this part.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Pack(int start, int end)
    {
        for (int j = start; j < end; j++)
            PackColumns(j, shared + ((nint)j * Width * steps));
    }

    /// <summary>Computes the tiles where some tiles' rows meet some panels of columns.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Tiles((int Start, int End) tiles, (int Start, int End) panels)
    {
        int mostTiles = Math.Min(tiles.End - tiles.Start, shared == null ? rows.Count : GemmBlocks.Rows / rows.Most);
        int tileNumbers = rows.Most * Width;
        int panelNumbers = shared == null && product.Panels == null ? Width * steps : 0;
        using Scratch scratch = Scratch.Rent(tileNumbers + panelNumbers + (packsRows ? (long)mostTiles * rows.Most * steps : 0));
        Real* panel = scratch.Data + tileNumbers, packedRows = panel + panelNumbers;
        TileOperands tile = new() { Depth = steps };
        for (int block = tiles.Start; block < tiles.End; block += mostTiles)
        {
            int blockEnd = Math.Min(tiles.End, block + mostTiles);
            if (packsRows)
                PackRows(block, blockEnd, packedRows);
            for (int j = panels.Start; j < panels.End; j++)
            {
                FindColumns(j, panel, ref tile);
                for (int i = block; i < blockEnd; i++)
                {
                    FindRows(i, packedRows + ((nint)(rows.Start(i) - rows.Start(block)) * steps), ref tile);
                    Tile(i, j, scratch.Data, ref tile);
                }
            }
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private readonly void PackRows(int start, int end, Real* target)
    {
        for (int i = start; i < end; i++)
        {
            int row = rows.Start(i), height = rows.Size(i);
            Real* source = product.A + (row * product.ASide) + (firstStep * product.ADepth);
            GemmPack.Panel<W>(source, product.ASide, product.ADepth, height, steps, target, height);
            target += height * steps;
        }
    }

    private readonly void FindRows(int i, Real* packedRows, ref TileOperands tile)
    {
        tile.A = packsRows ? packedRows : product.A + (rows.Start(i) * product.ASide) + (firstStep * product.ADepth);
        tile.ASide = packsRows ? 1 : product.ASide;
        tile.ADepth = packsRows ? rows.Size(i) : product.ADepth;
    }

    private readonly void PackColumns(int j, Real* target)
    {
        int column = firstColumn + (j * Width);
        Real* source = product.B + (firstStep * product.BDepth) + (column * product.BSide);
        int side = Math.Min(Width, product.Columns - column);
        GemmPack.Panel<W>(source, product.BSide, product.BDepth, side, steps, target, Width);
    }

    // A panel of the shared ones; or a part of one that was packed before; or in place, where the rows of B are contiguous and hold whole
    // bundles; or packed now.
    private readonly void FindColumns(int j, Real* own, ref TileOperands tile)
    {
        int column = firstColumn + (j * Width);
        if (shared != null)
        {
            tile.B = shared + ((nint)j * Width * steps);
            tile.BDepth = Width;
        }
        else if (product.Panels != null)
        {
            int inPanel = column % GemmPanels.Width;
            tile.BDepth = GemmPanels.WidthAt(column, product.Columns);
            tile.B = product.Panels + ((nint)(column - inPanel) * product.Depth) + (firstStep * tile.BDepth) + inPanel;
        }
        else if (product.BSide == 1 && Math.Min(Width, product.Columns - column) % W.Count == 0)
        {
            tile.B = product.B + (firstStep * product.BDepth) + column;
            tile.BDepth = product.BDepth;
        }
        else
        {
            PackColumns(j, own);
            tile.B = own;
            tile.BDepth = Width;
        }
    }

    private readonly void Tile(int i, int j, Real* buffer, ref TileOperands tile)
    {
        int row = rows.Start(i), column = firstColumn + (j * Width);
        int height = rows.Size(i), width = Math.Min(Width, product.Columns - column);
        int bundles = GemmBlocks.Count(width, W.Count);
        nint stride = product.Columns;
        Real* c = product.C + (row * stride) + column;
        bool fresh = firstStep == 0 && !product.Accumulate;
        bool whole = width == bundles * W.Count;
        tile.C = whole ? c : buffer;
        tile.CStride = whole ? stride : Width;
        tile.Accumulate = !fresh;

        // A tile that reaches over the edge is computed whole, beside C.
        if (!whole && !fresh)
            Copy(c, stride, buffer, Width, height, width);
        GemmTile.Compute<W>(height, bundles, tile);
        if (!whole)
            Copy(buffer, Width, c, stride, height, width);
        if (firstStep + steps == product.Depth)
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

file readonly struct ByRows<W, TEpilogue>(GemmBlocked<W, TEpilogue> part, int panels) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V> => part.Tiles((start, end), (0, panels));
}

file readonly struct ByColumns<W, TEpilogue>(GemmBlocked<W, TEpilogue> part, int tiles) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V> => part.Tiles((0, tiles), (start, end));
}
