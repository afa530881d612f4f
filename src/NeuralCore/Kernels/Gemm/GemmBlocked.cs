using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A matrix product in packed panels: a part of B is packed once for all threads, then every thread takes panels of rows (or of
/// columns, where there are few rows), packs the rows of A that it needs, and computes its tiles through all of that part's k.
/// </summary>
/// <remarks>After Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008.</remarks>
internal unsafe struct GemmBlocked<W, TEpilogue>
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    private readonly GemmProduct<TEpilogue> product;
    private readonly Real* packed;

    // The part of B that is packed now.
    private int firstStep, steps, firstColumn, columns;

    private GemmBlocked(GemmProduct<TEpilogue> product, Real* packed)
    {
        this.product = product;
        this.packed = packed;
    }

    private static int Height => GemmBlocks.Height<W>();

    private static int Width => GemmBlocks.Width<W>();

    public static void Multiply(GemmProduct<TEpilogue> product)
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
                part.MultiplyPart();
            }
        }
    }

    private readonly void MultiplyPart()
    {
        int rowPanels = GemmBlocks.Count(product.Rows, Height);
        int columnPanels = GemmBlocks.Count(columns, Width);
        long panelWork = (long)steps * Width;

        // Packing a number of B costs about as much as sixteen multiply-adds.
        Workers.For(new Packing<W, TEpilogue>(this), columnPanels, GemmBlocks.Grain(16 * panelWork));
        if (rowPanels >= Math.Min(columnPanels, 16))
        {
            // Pieces of several panels, where there are many, share each read of B.
            int grain = Math.Max(GemmBlocks.Grain((long)steps * Height * columns), Math.Min(GemmBlocks.Rows / Height, rowPanels / 16));
            Workers.For(new ByRows<W, TEpilogue>(this, columnPanels), rowPanels, grain);
        }
        else
        {
            // Every piece packs all of A for itself; with four panels of columns to a piece that stays below a tenth of the work.
            int grain = Math.Max(4, GemmBlocks.Grain(panelWork * product.Rows));
            Workers.For(new ByColumns<W, TEpilogue>(this, rowPanels), columnPanels, grain);
        }
    }

    /// <summary>Packs panels of B, each with all steps of this part.</summary>
    public readonly void Pack(int start, int end)
    {
        for (int j = start; j < end; j++)
        {
            int column = firstColumn + (j * Width);
            Real* source = product.B + (firstStep * product.BDepth) + (column * product.BSide);
            int side = Math.Min(Width, product.Columns - column);
            GemmPack.Panel<W>(source, product.BSide, product.BDepth, side, steps, packed + ((nint)j * Width * steps), Width);
        }
    }

    /// <summary>Computes the tiles where some panels of rows meet some panels of columns.</summary>
    public readonly void Tiles((int Start, int End) rowPanels, (int Start, int End) columnPanels)
    {
        int blockDepth = GemmBlocks.Even(steps, GemmBlocks.Depth);
        int blockPanels = GemmBlocks.Rows / Height;
        int tileNumbers = Height * Width;
        int mostPanels = Math.Min(blockPanels, rowPanels.End - rowPanels.Start);
        using Scratch scratch = Scratch.Rent(tileNumbers + Width + (mostPanels * Height * blockDepth));
        new Span<Real>(scratch.Data, tileNumbers + Width).Clear();
        Real* panels = scratch.Data + tileNumbers + Width;
        for (int k = 0; k < steps; k += blockDepth)
        {
            int depth = Math.Min(blockDepth, steps - k);
            for (int block = rowPanels.Start; block < rowPanels.End; block += blockPanels)
            {
                int blockEnd = Math.Min(rowPanels.End, block + blockPanels);
                for (int i = block; i < blockEnd; i++)
                    PackRows(i, k, depth, panels + ((i - block) * Height * depth));
                for (int j = columnPanels.Start; j < columnPanels.End; j++)
                {
                    for (int i = block; i < blockEnd; i++)
                        Tile(i, j, k, depth, panels + ((i - block) * Height * depth), scratch.Data);
                }
            }
        }
    }

    private readonly void PackRows(int panel, int k, int depth, Real* target)
    {
        int row = panel * Height;
        Real* source = product.A + (row * product.ASide) + ((firstStep + k) * product.ADepth);
        int side = Math.Min(Height, product.Rows - row);
        GemmPack.Panel<W>(source, product.ASide, product.ADepth, side, depth, target, HeightFor(side));
    }

    // A last panel of at most six rows is not worth a tile of twelve.
    private static int HeightFor(int rows) => rows <= 6 ? 6 : Height;

    private readonly void Tile(int i, int j, int k, int depth, Real* a, Real* buffer)
    {
        int row = i * Height, column = firstColumn + (j * Width);
        int rows = Math.Min(Height, product.Rows - row), width = Math.Min(Width, product.Columns - column);
        int height = HeightFor(rows);
        nint stride = product.Columns;
        Real* c = product.C + (row * stride) + column;
        Real* b = packed + ((nint)j * Width * steps) + (k * Width);
        Real* zeros = buffer + (Height * Width);
        bool fresh = firstStep + k == 0 && !product.Accumulate;
        if (rows == height && width == Width)
        {
            Compute(height, depth, a, b, fresh ? zeros : c, fresh ? 0 : stride, c, stride);
        }
        else
        {
            // A tile that reaches over the edge is computed whole, beside C.
            if (!fresh)
                Copy(c, stride, buffer, Width, rows, width);
            Compute(height, depth, a, b, fresh ? zeros : buffer, fresh ? 0 : Width, buffer, Width);
            Copy(buffer, Width, c, stride, rows, width);
        }

        if (firstStep + k + depth == product.Depth)
            product.Finish<W>(row, column, rows, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute(int height, int depth, Real* a, Real* b, Real* from, nint fromStride, Real* c, nint stride)
    {
        if (height == 12)
            GemmTile.Rows12<W>((nuint)depth, a, b, from, (nuint)fromStride, c, (nuint)stride);
        else
            GemmTile.Rows6<W>((nuint)depth, a, b, from, (nuint)fromStride, c, (nuint)stride);
    }

    private static void Copy(Real* source, nint sourceStride, Real* target, nint targetStride, int rows, int width)
    {
        for (int i = 0; i < rows; i++)
            new ReadOnlySpan<Real>(source + (i * sourceStride), width).CopyTo(new Span<Real>(target + (i * targetStride), width));
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

file readonly struct ByColumns<W, TEpilogue>(GemmBlocked<W, TEpilogue> part, int rowPanels) : ILaneBody
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V> => part.Tiles((0, rowPanels), (start, end));
}
