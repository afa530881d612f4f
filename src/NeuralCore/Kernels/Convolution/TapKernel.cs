using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Computes a <see cref="TapProduct{TEpilogue}"/> in tiles of some channels by some sums that stand side by side in a plane. What a rectangle of
/// sums reads is copied into a patch first; weights are packed into panels unless they serve few sums.
/// </summary>
internal readonly unsafe struct TapKernel<W, TEpilogue>
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    /// <summary>Pieces of work that a small batch is cut into at least, so that threads have something to share.</summary>
    private const int Pieces = 16;

    /// <summary>Tiles in a piece for which it may copy a patch for itself.</summary>
    private const int TilesInPiece = 4;

    /// <summary>Sums from which on packing the weights is worth it.</summary>
    private const int ManySums = 2048;

    /// <summary>Bytes after which rows of weights fall on each other in the first cache.</summary>
    private const int CacheTurn = 2048;

    private readonly TapProduct<TEpilogue> product;
    private readonly TapBlocks blocks;
    private readonly Cuts tiles, parts;
    private readonly int* places;

    // Panels [k, rows] for each tile of each group, or null where the weights are read in place.
    private readonly Real* packed;

    private TapKernel(in TapProduct<TEpilogue> product, in TapBlocks blocks, int parts, int* places, Real* packed)
    {
        this.product = product;
        this.blocks = blocks;
        this.places = places;
        this.packed = packed;
        tiles = new Cuts(product.Height, GemmBlocks.Height<W>());
        this.parts = new Cuts(tiles.Count, GemmBlocks.Count(tiles.Count, parts));
    }

    private int Steps => product.Depth * product.Taps;

    /// <summary>Computes all sums.</summary>
    public static void Run(in TapProduct<TEpilogue> product)
    {
        int products = product.Images * product.Groups;
        TapBlocks blocks = new(
            product.Rows, product.Columns, product.Depth, product.Images, product.Height, 0, GemmBlocks.Count(Pieces, products), inBlocks: true);
        using Scratch places = Scratch.Rent((long)blocks.Depth.Most * product.Taps);
        blocks.Layout.FindPlaces((int*)places.Data);

        int areas = blocks.Images.Count * product.Groups * blocks.Count;
        int parts = Math.Clamp(GemmBlocks.Count(product.Height, GemmBlocks.Height<W>()) / TilesInPiece, 1, GemmBlocks.Count(Pieces, areas));
        bool packs = !product.Weights.IsPlain || product.Weights.Row * sizeof(Real) % CacheTurn == 0
            || (long)product.Images * product.Rows.Target * product.Columns.Target >= ManySums;
        using Scratch panels = Scratch.Rent(packs ? (long)product.Groups * product.Height * product.Depth * product.Taps : 0);
        TapKernel<W, TEpilogue> kernel = new(product, blocks, parts, (int*)places.Data, packs ? panels.Data : null);
        if (packs)
            Workers.For(new Packing(kernel), product.Groups * kernel.tiles.Count, Grain.Rows((long)kernel.tiles.Most * kernel.Steps));
        long work = (long)kernel.Steps * product.Height / kernel.parts.Count * blocks.Layout.Images * blocks.Layout.RowCount * blocks.Layout.ColumnCount;
        Workers.For(new Computing(kernel), areas * kernel.parts.Count, GemmBlocks.Grain(work));
    }

    [MethodImpl(Lanes.Kernel)]
    private void Pack(int start, int end)
    {
        for (int item = start; item < end; item++)
        {
            (int group, int tile) = Math.DivRem(item, tiles.Count);
            int row = tiles.Start(tile);
            product.Weights.Pack(group, row, tiles.Size(tile), product.Depth, packed + (((nint)group * product.Height) + row) * Steps);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private void Compute(int start, int end)
    {
        using Scratch patch = Scratch.Rent(blocks.Layout.Numbers);
        using Scratch tile = Scratch.Rent(TapRectangle<W, TEpilogue>.Numbers(product, blocks.Layout, Math.Min(product.Height, parts.Most * tiles.Most)));
        (int Area, int Channels) filled = (-1, -1);
        for (int item = start; item < end; item++)
        {
            (int area, int part) = Math.DivRem(item, parts.Count);
            (int block, int inBlock) = Math.DivRem(area, blocks.Count);
            (int imageBlock, int group) = Math.DivRem(block, product.Groups);
            TapRectangle<W, TEpilogue> rectangle = new(product, blocks.Area(inBlock), patch.Data, tile.Data)
            {
                Group = group,
                Image = blocks.Images.Start(imageBlock),
                Images = blocks.Images.Size(imageBlock),
            };
            for (int channels = 0; channels < blocks.Depth.Count; channels++)
            {
                if (filled != (area, channels))
                    rectangle.Fill(blocks.Layout, blocks.Depth.Start(channels), blocks.Depth.Size(channels));
                filled = (area, channels);
                for (int i = parts.Start(part); i < parts.Start(part) + parts.Size(part); i++)
                    rectangle.Multiply(tiles.Start(i), tiles.Size(i), tiles.Start(i) - tiles.Start(parts.Start(part)), Operands(group, i, channels), places, channels == blocks.Depth.Count - 1);
            }
        }
    }

    // The rows of weights of a tile, for a block of channels.
    private TileOperands Operands(int group, int tile, int channels)
    {
        int row = tiles.Start(tile), height = tiles.Size(tile), first = blocks.Depth.Start(channels) * product.Taps;
        bool inPlace = packed == null;
        return new()
        {
            A = inPlace
                ? product.Weights.Data + (group * product.Weights.Group) + (row * product.Weights.Row) + first
                : packed + (((nint)group * product.Height) + row) * Steps + ((nint)first * height),
            ASide = inPlace ? product.Weights.Row : 1,
            ADepth = inPlace ? 1 : height,
            Depth = blocks.Depth.Size(channels) * product.Taps,
            Accumulate = channels > 0,
        };
    }

    // The width W was chosen before, so V is not asked.
    private readonly struct Packing(TapKernel<W, TEpilogue> kernel) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => kernel.Pack(start, end);
    }

    private readonly struct Computing(TapKernel<W, TEpilogue> kernel) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => kernel.Compute(start, end);
    }
}
