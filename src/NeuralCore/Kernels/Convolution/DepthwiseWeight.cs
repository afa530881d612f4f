using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The gradient of weights where every channel sees itself alone. Lanes are channels: a patch and the output's gradient of as many channels as
/// a bundle has lanes are transposed, and every tap is one running sum over the positions.
/// </summary>
internal readonly unsafe struct DepthwiseWeight : ILaneBody
{
    /// <summary>Channels in a piece: those of the widest bundle.</summary>
    private const int Channels = 16;

    private readonly ConvolutionShape shape;
    private readonly WeightParts parts;
    private readonly TapBlocks blocks;
    private readonly Real* input, gradient, sums;
    private readonly int* places;

    private DepthwiseWeight(in ConvolutionShape shape, in WeightParts parts, in TapBlocks blocks, int* places, Real* input, Real* gradient, Real* sums)
    {
        this.shape = shape;
        this.parts = parts;
        this.blocks = blocks;
        this.places = places;
        this.input = input;
        this.gradient = gradient;
        this.sums = sums;
    }

    private int Pieces => GemmBlocks.Count(shape.Groups, Channels);

    /// <summary>Computes the gradient of all weights.</summary>
    public static void Run(in ConvolutionShape shape, Real* input, Real* gradient, Real* target)
    {
        // As if one channel were seen by all: the sums of all channels for a tap stand side by side, and their chunks are the same.
        ConvolutionShape beside = shape with { Groups = 1, InChannels = 1 };
        WeightParts parts = new(beside, shape.Taps, shape.Taps);
        TapBlocks blocks = new(
            TapAxis.Forward(shape.Rows), TapAxis.Forward(shape.Columns), 1, 1, 1, beside: Channels * (1 + (2L * shape.Columns.Kernel)), pieces: 1);
        using Scratch sums = Scratch.Rent((long)parts.Chunks * parts.Depth * parts.Stride);
        using Scratch found = Scratch.Rent(shape.Taps);
        int* places = (int*)found.Data;
        blocks.Layout.FindPlaces(places);
        DepthwiseWeight kernel = new(shape, parts, blocks, places, input, gradient, sums.Data);
        long work = (long)Channels * shape.Taps * shape.OutputPlane * shape.ImagesInChunk;
        Workers.For(kernel, parts.Chunks * kernel.Pieces, GemmBlocks.Grain(work));
        WeightSums.Run(beside, parts, sums.Data, target);
    }

    [MethodImpl(Lanes.Kernel)]
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        PatchLayout layout = blocks.Layout;
        long positions = (long)layout.RowCount * layout.ColumnCount;
        using Scratch patch = Scratch.Rent((Channels * layout.Channel) + layout.Numbers);
        using Scratch turned = Scratch.Rent(V.Count * (layout.Channel + positions));
        for (int item = start; item < end; item++)
        {
            (int chunk, int piece) = Math.DivRem(item, Pieces);
            int first = piece * Channels, last = Math.Min(first + Channels, shape.Groups);
            for (int channel = first; channel < last; channel += V.Count)
                Chunk<V>(chunk, channel, Math.Min(V.Count, last - channel), patch.Data, turned.Data);
        }
    }

    // All images of a chunk, and of each the rectangles in order, so that the chain of every sum goes row by row.
    [MethodImpl(Lanes.Kernel)]
    private void Chunk<V>(int chunk, int channel, int channels, Real* patch, Real* turned)
        where V : struct, ILanes<V>
    {
        PatchLayout layout = blocks.Layout;
        Real* gradients = turned + (V.Count * layout.Channel);
        Cuts tiles = new(shape.Taps, GemmBlocks.Height<V>());
        WeightTileOperands tile = new() { Patch = turned, Gradient = gradients, GradientStep = V.Count, SumsRow = parts.Stride };
        Real* rows = sums + ((nint)chunk * parts.Depth * parts.Stride) + channel;
        int firstImage = chunk * shape.ImagesInChunk, lastImage = Math.Min(firstImage + shape.ImagesInChunk, shape.Images);
        for (int image = firstImage; image < lastImage; image++)
        {
            nint plane = ((nint)image * shape.Groups) + channel;
            for (int block = 0; block < blocks.Count; block++)
            {
                TapArea area = blocks.Area(block);
                layout.Fill<V>(input + (plane * shape.InputPlane), channels, 0, area.Row, area.Column, patch);
                GemmPack.Panel<V>(patch, (nint)layout.Channel, 1, channels, (int)layout.Channel, turned, V.Count);
                Real* source = gradient + (plane * shape.OutputPlane) + ((nint)area.Row * shape.Columns.Output) + area.Column;
                GemmPack.Panel<V>(source, shape.OutputPlane, 1, channels, area.Count, gradients, V.Count);
                tile.Positions = area.Count;
                tile.Accumulate = image > firstImage || block > 0;
                for (int i = 0; i < tiles.Count; i++)
                {
                    tile.Places = places + tiles.Start(i);
                    tile.Sums = rows + ((nint)tiles.Start(i) * parts.Stride);
                    WeightTile.ComputeDepthwise<V>(tiles.Size(i), tile);
                }
            }
        }
    }
}
