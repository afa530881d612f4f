using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// How the work of a convolution is cut so that a patch fits the cache: into blocks of channels, and into rectangles of sums, which are whole
/// rows, or parts of one row where rows are very long, or several images where these are very small. No bit depends on it.
/// </summary>
internal readonly struct TapBlocks
{
    /// <summary>Most numbers of a patch and what belongs to it: 480 KB, which leave room in the second cache for the weights.</summary>
    private const int PatchNumbers = 120 * 1024;

    /// <summary>
    /// Most steps of k in a block of channels, about: the weights of a tile stay in the first cache, and whole images fit a patch. The input's
    /// gradient of [64, 32, 28, 28] to 64 channels by 3 x 3 ran at 80 % of the peak with 600 steps, and runs at 86 % with 320.
    /// </summary>
    private const int Steps = 320;

    /// <summary>The same where several images share a patch.</summary>
    private const int StepsTogether = 512;

    /// <summary>Sums that a rectangle should have at least.</summary>
    private const int LeastSums = 96;

    /// <summary>Sums from which on an image is large enough for itself.</summary>
    private const int ManySums = 256;

    /// <summary>Channels that are written from which on small images share a patch, which then has a copy of the source for each tap.</summary>
    private const int ManyChannels = 48;

    /// <summary>Cuts sums over so many channels.</summary>
    /// <param name="rows">The sums in a column.</param>
    /// <param name="columns">The sums in a row.</param>
    /// <param name="depth">How many channels are read.</param>
    /// <param name="images">How many images there are.</param>
    /// <param name="height">How many channels are written.</param>
    /// <param name="beside">How many other numbers belong to each sum.</param>
    /// <param name="pieces">How many rectangles there should be for each image at least.</param>
    /// <param name="inBlocks">Whether channels may be taken some at a time.</param>
    [MethodImpl(Lanes.Kernel)]
    public TapBlocks(TapAxis rows, TapAxis columns, int depth, int images, int height, long beside, int pieces, bool inBlocks = false)
    {
        int taps = Math.Max(1, rows.Taps * columns.Taps);
        bool isSmall = images > 1 && height >= ManyChannels && (long)rows.Target * columns.Target < ManySums;
        Depth = new Cuts(depth, inBlocks ? Math.Max(1, (isSmall ? StepsTogether : Steps) / taps) : depth);
        int channels = Depth.Most;
        long Numbers(int together, int down, int across) =>
            new PatchLayout(rows, columns, channels, together, down, across).Numbers + Scratch.Times(beside, together * down * across);

        int width = Math.Max(1, columns.Target), rowCount = 1, most = 1;
        while (width > LeastSums && Numbers(1, 1, width) > PatchNumbers)
            width = GemmBlocks.Count(width, 2);
        if (width == columns.Target)
        {
            int wanted = Math.Max(GemmBlocks.Count(rows.Target, pieces), GemmBlocks.Count(LeastSums, width));
            while (rowCount < Math.Min(wanted, rows.Target) && Numbers(1, rowCount + 1, width) <= PatchNumbers)
                rowCount++;
            while (isSmall && rowCount == rows.Target && most < images && most * rowCount * width < ManySums && Numbers(most + 1, rowCount, width) <= PatchNumbers)
                most++;
        }

        Images = new Cuts(images, most);
        Rows = new Cuts(rows.Target, rowCount);
        Columns = new Cuts(columns.Target, width);
        Layout = new PatchLayout(rows, columns, channels, Images.Most, Rows.Most, Columns.Most);
    }

    public Cuts Depth { get; }

    public Cuts Images { get; }

    public Cuts Rows { get; }

    public Cuts Columns { get; }

    /// <summary>The layout of the largest patch.</summary>
    public PatchLayout Layout { get; }

    /// <summary>How many rectangles an image, or some images together, are cut into.</summary>
    public int Count => Rows.Count * Columns.Count;

    /// <summary>The rectangle of a number, in order of rows and columns.</summary>
    public TapArea Area(int number) => TapArea.Of(Rows, Columns, number);
}
