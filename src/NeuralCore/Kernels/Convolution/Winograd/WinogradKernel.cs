using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Computes a <see cref="TapProduct{TEpilogue}"/> by <see cref="WinogradTransform"/>: weights and input are transformed, each of the sixteen
/// products of a tile is a matrix product over channels (one chain of fused multiply-adds for each number), and what they give is transformed
/// to sums.
/// </summary>
internal readonly unsafe struct WinogradKernel<W, TEpilogue>
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    /// <summary>Pieces of work that a small batch is cut into at least, so that threads have something to share.</summary>
    private const int Pieces = 16;

    /// <summary>Tiles of output channels in a piece for which it may transform a block's input for itself.</summary>
    private const int TilesInPiece = 4;

    private readonly TapProduct<TEpilogue> product;
    private readonly WinogradBlocks blocks;
    private readonly WinogradPanels<W> panels;
    private readonly Cuts tiles, parts;

    // From one row of transformed numbers to the next, and from one product to the next.
    private readonly nint pitch, inputProduct, sumsProduct;

    private WinogradKernel(in TapProduct<TEpilogue> product, in WinogradBlocks blocks, int parts, in WinogradPanels<W> panels)
    {
        this.product = product;
        this.blocks = blocks;
        this.panels = panels;
        tiles = panels.Tiles;
        this.parts = new Cuts(tiles.Count, GemmBlocks.Count(tiles.Count, parts));
        pitch = Winograd.Pitch(blocks.Tiles);
        inputProduct = Winograd.Apart(product.Depth * pitch);
        sumsProduct = Winograd.Apart(tiles.Most * pitch);
    }

    /// <summary>Computes all sums.</summary>
    public static void Run(in TapProduct<TEpilogue> product)
    {
        if (product.Transformed != null && product.TransformedFor == W.Count)
        {
            Run(product, new WinogradPanels<W>(product.Transformed, product.Groups, product.Depth, product.Height));
            return;
        }

        using Scratch scratch = Scratch.Rent(WinogradPanels<W>.Count(product.Groups, product.Depth, product.Height));
        WinogradPanels<W> panels = new(scratch.Data, product.Groups, product.Depth, product.Height);
        panels.Pack(product.Weights, product.Rows.Delta < 0, product.Columns.Delta < 0);
        Run(product, panels);
    }

    private static void Run(in TapProduct<TEpilogue> product, in WinogradPanels<W> panels)
    {
        WinogradBlocks blocks = new(product.Rows, product.Columns, product.Depth, product.Images, Pieces);
        int areas = blocks.Images.Count * product.Groups * blocks.Count;
        int parts = Math.Clamp(panels.Tiles.Count / TilesInPiece, 1, GemmBlocks.Count(Pieces, areas));
        WinogradKernel<W, TEpilogue> kernel = new(product, blocks, parts, panels);
        long work = (long)product.Depth * product.Height / kernel.parts.Count * Winograd.Products * blocks.Tiles;
        Workers.For(new Computing(kernel), areas * kernel.parts.Count, GemmBlocks.Grain(work));
    }

    [MethodImpl(Lanes.Kernel)]
    private void Compute(int start, int end)
    {
        using Scratch plane = Scratch.Rent(WinogradInput.PlaneNumbers(blocks.Rows.Most, blocks.Columns.Most));
        using Scratch transformed = Scratch.Rent(inputProduct * Winograd.Products);
        using Scratch products = Scratch.Rent(sumsProduct * Winograd.Products);
        WinogradInput input = new()
        {
            Rows = product.Rows,
            Columns = product.Columns,
            Target = transformed.Data,
            Product = inputProduct,
            Channel = pitch,
            Plane = plane.Data,
        };
        WinogradSums<TEpilogue> sums = new(product) { Source = products.Data, Product = sumsProduct, Channel = pitch };
        int filled = -1;
        for (int item = start; item < end; item++)
        {
            (int area, int part) = Math.DivRem(item, parts.Count);
            (int block, int inBlock) = Math.DivRem(area, blocks.Count);
            (int imageBlock, int group) = Math.DivRem(block, product.Groups);
            int image = blocks.Images.Start(imageBlock), images = blocks.Images.Size(imageBlock);
            TapArea place = blocks.Area(inBlock);
            for (int i = 0; i < images && filled != area; i++)
                input.Run<W>(Source(image + i, group), product.Depth, place, i * place.Count);
            filled = area;
            for (int tile = parts.Start(part); tile < parts.Start(part) + parts.Size(part); tile++)
            {
                Multiply(group, tile, transformed.Data, products.Data, images * place.Count);
                for (int i = 0; i < images; i++)
                    sums.Run<W>(image + i, group, tiles.Start(tile), tiles.Size(tile), place, i * place.Count);
            }
        }
    }

    private Real* Source(int image, int group) =>
        product.Source + ((((nint)image * product.Groups) + group) * product.Depth * product.Rows.Source * product.Columns.Source);

    // The sixteen matrix products [rows of the tile, channels] · [channels, tiles of the block].
    [MethodImpl(Lanes.Kernel)]
    private void Multiply(int group, int tile, Real* input, Real* sums, int count)
    {
        int height = tiles.Size(tile), width = GemmBlocks.Width<W>();
        TileOperands operands = new()
        {
            A = panels.Of(group, tile),
            ASide = 1,
            ADepth = height,
            BDepth = pitch,
            Depth = product.Depth,
            CStride = pitch,
        };
        for (int i = 0; i < Winograd.Products; i++, operands.A += (nint)product.Depth * height, input += inputProduct, sums += sumsProduct)
        {
            for (int first = 0; first < count; first += width)
            {
                operands.B = input + first;
                operands.C = sums + first;
                GemmTile.Compute<W>(height, GemmBlocks.Count(Math.Min(width, count - first), W.Count), operands);
            }
        }
    }

    // The width W was chosen before, so V is not asked.
    private readonly struct Computing(WinogradKernel<W, TEpilogue> kernel) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => kernel.Compute(start, end);
    }
}
