using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The gradient of weights by <see cref="WinogradTransform"/>: for each of the sixteen products a matrix product for each group,
/// A [in, tiles] · B [tiles, out], over the tiles of all images. Chunks of images have sums of their own [products, in, out], which
/// <see cref="WinogradWeightSums"/> adds and transforms.
/// </summary>
internal readonly unsafe struct WinogradWeightKernel : ILaneBody
{
    /// <summary>Rows of sums, each of a product and a channel, that a piece has at most, about.</summary>
    private const int MostRows = 1024;

    private readonly ConvolutionShape shape;
    private readonly WeightParts parts;
    private readonly WinogradBlocks blocks;
    private readonly Real* input, gradient, sums;

    // From one row of transformed input to the next, and from one product to the next.
    private readonly nint pitch, product;

    private WinogradWeightKernel(in ConvolutionShape shape, in WeightParts parts, in WinogradBlocks blocks, Real* input, Real* gradient, Real* sums)
    {
        this.shape = shape;
        this.parts = parts;
        this.blocks = blocks;
        this.input = input;
        this.gradient = gradient;
        this.sums = sums;
        pitch = Winograd.Pitch(blocks.Tiles);
        product = Winograd.Apart(parts.In.Most * pitch);
    }

    /// <summary>Computes the gradient of all weights.</summary>
    public static void Run(in ConvolutionShape shape, Real* input, Real* gradient, Real* target)
    {
        WeightParts parts = new(shape, Winograd.Products, MostRows);
        int images = Math.Min(shape.Images, shape.ImagesInChunk);
        WinogradBlocks blocks = new(TapAxis.Forward(shape.Rows), TapAxis.Forward(shape.Columns), parts.In.Most, images, pieces: 1);
        using Scratch sums = Scratch.Rent((long)parts.Chunks * shape.Groups * parts.Depth * parts.Stride);
        long work = (long)parts.In.Most * parts.MostOut * Winograd.Products * blocks.Tiles * blocks.Count * blocks.Images.Count;
        Workers.For(new WinogradWeightKernel(shape, parts, blocks, input, gradient, sums.Data), parts.Count, GemmBlocks.Grain(work));
        WinogradWeightSums.Run(shape, parts, sums.Data, target);
    }

    [MethodImpl(Lanes.Kernel)]
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        int width = GemmBlocks.Width<V>();
        nint gradientProduct = Winograd.Apart((nint)blocks.Tiles * width);
        using Scratch plane = Scratch.Rent(WinogradInput.PlaneNumbers(blocks.Rows.Most, blocks.Columns.Most));
        using Scratch patch = Scratch.Rent(product * Winograd.Products);
        using Scratch turned = Scratch.Rent(((long)blocks.Rows.Most * blocks.Columns.Most * Winograd.Sums * Winograd.Sums * width) + (gradientProduct * Winograd.Products));
        WinogradInput inputs = new()
        {
            Rows = TapAxis.Forward(shape.Rows),
            Columns = TapAxis.Forward(shape.Columns),
            Target = patch.Data,
            Product = product,
            Channel = pitch,
            Plane = plane.Data,
        };
        WinogradGradient gradients = new() { Target = turned.Data, Product = gradientProduct, Source = turned.Data + (gradientProduct * Winograd.Products) };
        for (int item = start; item < end; item++)
        {
            WeightPiece piece = parts.Piece(item, shape, sums, out int chunk);
            int first = chunk * shape.ImagesInChunk;
            Chunk<V>(first, Math.Min(first + shape.ImagesInChunk, shape.Images), piece, inputs, gradients);
        }
    }

    // Images one after the other, and of each the tiles in order, so that the chain of every sum goes tile by tile.
    [MethodImpl(Lanes.Kernel)]
    private void Chunk<V>(int first, int last, WeightPiece piece, WinogradInput inputs, WinogradGradient gradients)
        where V : struct, ILanes<V>
    {
        int width = GemmBlocks.Width<V>(), together = blocks.Images.Most;
        for (int image = first; image < last; image += together)
        {
            piece.Image = image;
            piece.Images = Math.Min(together, last - image);
            for (int block = 0; block < blocks.Count; block++)
            {
                piece.Area = blocks.Area(block);
                for (int i = 0; i < piece.Images; i++)
                {
                    nint plane = ((nint)(image + i) * shape.InChannels) + (piece.Group * shape.InPerGroup) + piece.FirstIn;
                    inputs.Run<V>(input + (plane * shape.InputPlane), piece.In, piece.Area, i * piece.Area.Count);
                }

                for (int o = 0; o < piece.Out; o += width)
                {
                    Gather<V>(piece, o, gradients);
                    Multiply<V>(piece, o, inputs.Target, gradients, accumulate: image > first || block > 0);
                }
            }
        }
    }

    // Brings the gradient of a panel of output channels to [places, channels] and transforms it.
    [MethodImpl(Lanes.Kernel)]
    private void Gather<V>(in WeightPiece piece, int o, WinogradGradient gradients)
        where V : struct, ILanes<V>
    {
        int width = GemmBlocks.Width<V>(), channels = Math.Min(width, piece.Out - o);
        int row = piece.Area.Row * Winograd.Sums, column = piece.Area.Column * Winograd.Sums, columns = shape.Columns.Output;
        gradients.Rows = Math.Min(piece.Area.Rows * Winograd.Sums, shape.Rows.Output - row);
        gradients.Columns = Math.Min(piece.Area.Columns * Winograd.Sums, columns - column);
        for (int i = 0; i < piece.Images; i++, gradients.Target += piece.Area.Count * width)
        {
            nint plane = ((nint)(piece.Image + i) * shape.OutChannels) + (piece.Group * shape.OutPerGroup) + piece.FirstOut + o;
            Real* source = gradient + (plane * shape.OutputPlane) + ((nint)row * columns) + column;

            // Whole rows follow each other without a gap.
            (int lines, int length) = gradients.Columns == columns ? (1, gradients.Rows * columns) : (gradients.Rows, gradients.Columns);
            for (int line = 0; line < lines; line++)
                GemmPack.Panel<V>(source + ((nint)line * columns), shape.OutputPlane, 1, channels, length, gradients.Source + ((nint)line * length * width), width);
            gradients.Run<V>(width);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private void Multiply<V>(in WeightPiece piece, int o, Real* input, in WinogradGradient gradients, bool accumulate)
        where V : struct, ILanes<V>
    {
        int width = GemmBlocks.Width<V>(), bundles = GemmBlocks.Count(Math.Min(width, piece.Out - o), V.Count);
        Cuts tiles = new(piece.In, GemmBlocks.Height<V>());
        Real* rows = piece.Sums + ((nint)piece.FirstIn * parts.Stride) + piece.FirstOut + o;
        TileOperands operands = new()
        {
            ASide = pitch,
            ADepth = 1,
            B = gradients.Target,
            BDepth = width,
            Depth = piece.Images * piece.Area.Count,
            Accumulate = accumulate,
            CStride = parts.Stride,
        };
        for (int i = 0; i < Winograd.Products; i++, input += product, operands.B += gradients.Product, rows += (nint)shape.InPerGroup * parts.Stride)
        {
            for (int tile = 0; tile < tiles.Count; tile++)
            {
                operands.A = input + (tiles.Start(tile) * pitch);
                operands.C = rows + ((nint)tiles.Start(tile) * parts.Stride);
                GemmTile.Compute<V>(tiles.Size(tile), bundles, operands);
            }
        }
    }
}
