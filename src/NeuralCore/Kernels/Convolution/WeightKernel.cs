using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The gradient of weights as a matrix product for each group, A [in · taps, positions] · B [positions, out], over the positions of all images.
/// A is read in a patch where the taps stand; B is the output's gradient, transposed a rectangle at a time. Chunks of images have sums
/// of their own, which <see cref="WeightSums"/> adds.
/// </summary>
internal readonly unsafe struct WeightKernel : ILaneBody
{
    /// <summary>Rows of sums, each of a channel and a tap, that a piece has at most, about.</summary>
    private const int MostRows = 512;

    private readonly ConvolutionShape shape;
    private readonly WeightParts parts;
    private readonly TapBlocks blocks;
    private readonly Real* input, gradient, sums;
    private readonly int* places;

    private WeightKernel(in ConvolutionShape shape, in WeightParts parts, in TapBlocks blocks, int* places, Real* input, Real* gradient, Real* sums)
    {
        this.shape = shape;
        this.parts = parts;
        this.blocks = blocks;
        this.places = places;
        this.input = input;
        this.gradient = gradient;
        this.sums = sums;
    }

    /// <summary>Computes the gradient of all weights.</summary>
    public static void Run(in ConvolutionShape shape, Real* input, Real* gradient, Real* target)
    {
        WeightParts parts = new(shape, shape.Taps, MostRows);
        int images = Math.Min(shape.Images, shape.ImagesInChunk);
        TapBlocks blocks = new(TapAxis.Forward(shape.Rows), TapAxis.Forward(shape.Columns), parts.In.Most, images, shape.OutPerGroup, parts.MostOut, pieces: 1);
        using Scratch sums = Scratch.Rent((long)parts.Chunks * shape.Groups * parts.Depth * parts.Stride);
        using Scratch found = Scratch.Rent((long)parts.In.Most * shape.Taps);
        int* places = (int*)found.Data;
        blocks.Layout.FindPlaces(places);
        long work = shape.OutputCount / shape.OutChannels * shape.WeightCount / parts.Count;
        Workers.For(new WeightKernel(shape, parts, blocks, places, input, gradient, sums.Data), parts.Count, GemmBlocks.Grain(work));
        WeightSums.Run(shape, parts, sums.Data, target);
    }

    // Where one narrower bundle holds all output channels of a group, most of a wide one would be wasted.
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        if (V.Count > Lanes128.Count && shape.OutPerGroup <= Lanes128.Count)
            RunAt<Lanes128>(start, end);
        else if (V.Count > Lanes256.Count && shape.OutPerGroup <= Lanes256.Count)
            RunAt<Lanes256>(start, end);
        else
            RunAt<V>(start, end);
    }

    [MethodImpl(Lanes.Kernel)]
    private void RunAt<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        PatchLayout layout = blocks.Layout;
        int width = GemmBlocks.Width<V>();
        int panels = GemmBlocks.Count(parts.MostOut, width);
        using Scratch patch = Scratch.Rent(layout.Numbers);
        using Scratch turned = Scratch.Rent((long)panels * width * layout.Images * layout.RowCount * layout.ColumnCount);
        for (int item = start; item < end; item++)
        {
            WeightPiece piece = parts.Piece(item, shape, sums, out int chunk);
            piece.Patch = patch.Data;
            piece.Turned = turned.Data;
            int first = chunk * shape.ImagesInChunk;
            Chunk<V>(first, Math.Min(first + shape.ImagesInChunk, shape.Images), piece);
        }
    }

    // Images one after the other, and of each the rectangles in order, so that the chain of every sum goes row by row.
    [MethodImpl(Lanes.Kernel)]
    private void Chunk<V>(int first, int last, WeightPiece piece)
        where V : struct, ILanes<V>
    {
        int together = blocks.Layout.Images;
        for (int image = first; image < last; image += together)
        {
            piece.Image = image;
            piece.Images = Math.Min(together, last - image);
            for (int block = 0; block < blocks.Count; block++)
            {
                piece.Area = blocks.Area(block);
                Gather<V>(piece);
                Multiply<V>(piece, accumulate: image > first || block > 0);
            }
        }
    }

    // Fills the patch, and brings the output's gradient into panels [positions, output channels].
    [MethodImpl(Lanes.Kernel)]
    private void Gather<V>(in WeightPiece piece)
        where V : struct, ILanes<V>
    {
        int width = GemmBlocks.Width<V>(), positions = piece.Images * piece.Area.Count;
        for (int i = 0; i < piece.Images; i++)
        {
            nint inputPlane = ((nint)(piece.Image + i) * shape.InChannels) + (piece.Group * shape.InPerGroup) + piece.FirstIn;
            blocks.Layout.Fill<V>(input + (inputPlane * shape.InputPlane), piece.In, i, piece.Area.Row, piece.Area.Column, piece.Patch);
            nint outputPlane = ((nint)(piece.Image + i) * shape.OutChannels) + (piece.Group * shape.OutPerGroup) + piece.FirstOut;
            Real* source = gradient + (outputPlane * shape.OutputPlane) + ((nint)piece.Area.Row * shape.Columns.Output) + piece.Area.Column;
            Real* target = piece.Turned + (i * piece.Area.Count * width);
            for (int o = 0; o < piece.Out; o += width, source += (nint)width * shape.OutputPlane, target += width * positions)
                GemmPack.Panel<V>(source, shape.OutputPlane, 1, Math.Min(width, piece.Out - o), piece.Area.Count, target, width);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private void Multiply<V>(in WeightPiece piece, bool accumulate)
        where V : struct, ILanes<V>
    {
        int width = GemmBlocks.Width<V>(), positions = piece.Images * piece.Area.Count;
        Cuts tiles = new(piece.In * shape.Taps, GemmBlocks.Height<V>());
        Real* rows = piece.Sums + ((nint)piece.FirstIn * shape.Taps * parts.Stride) + piece.FirstOut;
        WeightTileOperands tile = new()
        {
            Patch = piece.Patch,
            Positions = positions,
            Gradient = piece.Turned,
            GradientStep = width,
            SumsRow = parts.Stride,
            Accumulate = accumulate,
        };
        for (int o = 0; o < piece.Out; o += width, tile.Gradient += width * positions)
        {
            int bundles = GemmBlocks.Count(Math.Min(width, piece.Out - o), V.Count);
            for (int i = 0; i < tiles.Count; i++)
            {
                tile.Places = places + tiles.Start(i);
                tile.Sums = rows + ((nint)tiles.Start(i) * parts.Stride) + o;
                WeightTile.Compute<V>(tiles.Size(i), bundles, tile);
            }
        }
    }
}
