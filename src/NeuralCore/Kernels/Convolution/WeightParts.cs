using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// How the work of a weight's gradient is divided: into chunks of images, and where these are too few to share, by output and input channels.
/// Only the chunks are visible in the bits.
/// </summary>
internal readonly struct WeightParts
{
    /// <summary>Pieces of work that there should be at least.</summary>
    private const int Pieces = 16;

    /// <summary>Fewest channels for which a piece copies a patch, or transposes its part of the output's gradient.</summary>
    private const int Block = 32;

    /// <summary>Divides the work on sums of which each input channel has so many rows, and a piece so many at most, about.</summary>
    [MethodImpl(Lanes.Kernel)]
    public WeightParts(in ConvolutionShape shape, int rows, int mostRows)
    {
        Depth = shape.InPerGroup * rows;
        Chunks = GemmBlocks.Count(shape.Images, shape.ImagesInChunk);
        Stride = GemmBlocks.Count(shape.OutPerGroup, Boundary) * Boundary;
        int most = Math.Clamp(mostRows / rows, 1, shape.InPerGroup);
        int wanted = GemmBlocks.Count(Pieces, Chunks * shape.Groups), outParts = 1, inParts = GemmBlocks.Count(shape.InPerGroup, most);
        int outBlocks = GemmBlocks.Count(shape.OutPerGroup, Block), mostIn = Math.Max(inParts, GemmBlocks.Count(shape.InPerGroup, Block));
        while (outParts * inParts < wanted && (outParts < outBlocks || inParts < mostIn))
        {
            // Always the larger part of the two.
            if (outParts < outBlocks && (inParts >= mostIn || shape.OutPerGroup / outParts >= shape.InPerGroup / inParts))
                outParts = Math.Min(outBlocks, 2 * outParts);
            else
                inParts = Math.Min(mostIn, 2 * inParts);
        }

        Out = new Cuts(outBlocks, GemmBlocks.Count(outBlocks, outParts));
        In = new Cuts(shape.InPerGroup, GemmBlocks.Count(shape.InPerGroup, inParts));
        MostOut = Math.Min(shape.OutPerGroup, Out.Most * Block);
        Count = Chunks * shape.Groups * Out.Count * In.Count;
    }

    /// <summary>How many rows of sums a group has.</summary>
    public int Depth { get; }

    public int Chunks { get; }

    /// <summary>The output channels, in blocks.</summary>
    public Cuts Out { get; }

    public Cuts In { get; }

    /// <summary>Most output channels of a part.</summary>
    public int MostOut { get; }

    /// <summary>From one row of sums to the next: the output channels of a group, and some numbers that nobody wants.</summary>
    public int Stride { get; }

    /// <summary>How many parts there are in all.</summary>
    public int Count { get; }

    private static int Boundary => 64 / sizeof(Real);

    /// <summary>The channels and sums of a part, and the number of its chunk of images.</summary>
    public unsafe WeightPiece Piece(int part, in ConvolutionShape shape, Real* sums, out int chunk)
    {
        (int rest, int inPart) = Math.DivRem(part, In.Count);
        (rest, int outPart) = Math.DivRem(rest, Out.Count);
        (chunk, int group) = Math.DivRem(rest, shape.Groups);
        int firstOut = Out.Start(outPart) * Block;
        return new()
        {
            Group = group,
            FirstIn = In.Start(inPart),
            In = In.Size(inPart),
            FirstOut = firstOut,
            Out = Math.Min(Out.Size(outPart) * Block, shape.OutPerGroup - firstOut),
            Sums = sums + ((nint)rest * Depth * Stride),
        };
    }
}
