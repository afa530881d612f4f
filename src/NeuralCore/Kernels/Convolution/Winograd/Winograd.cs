namespace NeuralCore.Kernels;

/// <summary>Which convolutions go by <see cref="WinogradTransform"/>, and the sizes of its tiles.</summary>
internal static class Winograd
{
    /// <summary>Taps along an axis.</summary>
    public const int Taps = 3;

    /// <summary>Sums of a tile along an axis.</summary>
    public const int Sums = 2;

    /// <summary>Numbers that a tile reads along an axis, and products that it takes.</summary>
    public const int Points = 4;

    /// <summary>Products that a tile takes for each pair of channels.</summary>
    public const int Products = Points * Points;

    /// <summary>Numbers that a bundle reads or writes beyond the last tile at most.</summary>
    public const int Beyond = Line;

    // Numbers in a line of memory.
    private const int Line = 64 / sizeof(Real);

    /// <summary>Channels on both sides from which on the products outweigh the transforms.</summary>
    private const int LeastChannels = 16;

    /// <summary>
    /// Sums of a plane from which on tiles are worth the transform of the weights. For one image they break even at 8 x 8; with 512 channels on
    /// both sides 7 x 7 take a tenth longer for one image so, and half as long for eight.
    /// </summary>
    private const int LeastSums = 36;

    /// <summary>
    /// Whether sums over so many channels to so many others go this way: kernels of 3 x 3 with stride and dilation 1, over planes of which most
    /// tiles are whole. It depends on the shapes of one example alone, so a batch has the bits of its examples.
    /// </summary>
    /// <param name="rows">The axis of rows.</param>
    /// <param name="columns">The axis of columns.</param>
    /// <param name="groups">How many groups there are, whose transformed weights must find room.</param>
    /// <param name="depth">How many channels a sum goes over.</param>
    /// <param name="height">How many channels of a group get sums.</param>
    public static bool Fits(TapAxis rows, TapAxis columns, int groups, int depth, int height) =>
        Fits(rows) && Fits(columns) && Math.Min(depth, height) >= LeastChannels
        && Scratch.Times(Scratch.Times((long)groups * depth, height), Products) <= Scratch.MaxCount
        && (long)rows.Target * columns.Target >= LeastSums && 3 * TileSums(rows.Target) * TileSums(columns.Target) <= 4L * rows.Target * columns.Target;

    /// <summary>How many tiles so many sums along an axis take.</summary>
    public static int Tiles(int sums) => GemmBlocks.Count(sums, Sums);

    /// <summary>From the numbers of so many tiles to the next ones.</summary>
    public static nint Pitch(int tiles) => ((nint)GemmBlocks.Count(tiles, Line) * Line) + Beyond;

    /// <summary>So many numbers and some more, so that the sixteen products do not fall on each other in the first cache: an odd number of lines.</summary>
    public static nint Apart(nint numbers) => ((numbers + Line - 1) / Line | 1) * Line;

    private static bool Fits(TapAxis axis) => axis is { Step: 1, Taps: Taps, Delta: 1 or -1 };

    private static long TileSums(int sums) => (long)Tiles(sums) * Sums;
}
