using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// How tiles are taken together so that their transformed input stays near and serves all output channels: rows of an image, or several
/// images, or parts of a very long row. No bit depends on it.
/// </summary>
internal readonly struct WinogradBlocks
{
    /// <summary>
    /// Most transformed numbers of a block, about: 2 MB, which come from the last cache in time. With 384 KB a block has so few tiles where there
    /// are many channels that the transformed weights take their time: 256 channels on both sides in 8.3 ms, where it is 5.5 so.
    /// </summary>
    private const int Numbers = 512 * 1024;

    /// <summary>Tiles that a block has at least, if there are so many, so that transformed weights serve some bundles.</summary>
    private const int LeastTiles = 64;

    /// <summary>Most tiles of a block: the products of a tile of output channels stay near the first cache.</summary>
    private const int MostTiles = 192;

    /// <summary>Cuts the tiles of images over so many channels, into some pieces at least if there are tiles enough.</summary>
    [MethodImpl(Lanes.Kernel)]
    public WinogradBlocks(TapAxis rows, TapAxis columns, int depth, int images, int pieces)
    {
        int down = Winograd.Tiles(rows.Target), across = Winograd.Tiles(columns.Target);
        int most = Math.Clamp(Numbers / (Winograd.Products * Math.Max(1, depth)), LeastTiles / 2, MostTiles);
        Columns = new Cuts(across, most);
        int perRow = Columns.Most, least = Math.Min(most, LeastTiles);
        int wanted = Math.Max(GemmBlocks.Count(least, perRow), GemmBlocks.Count(down, GemmBlocks.Count(pieces, images)));

        // A part of a row is a block by itself, so that blocks in order are tiles in order.
        Rows = new Cuts(down, Columns.Count > 1 ? 1 : Math.Clamp(Math.Min(wanted, most / perRow), 1, down));
        int together = Rows.Count * Columns.Count > 1 ? 1 : Math.Max(GemmBlocks.Count(least, down * across), GemmBlocks.Count(images, pieces));
        Images = new Cuts(images, Math.Clamp(Math.Min(together, most / (down * across)), 1, images));
    }

    public Cuts Images { get; }

    public Cuts Rows { get; }

    public Cuts Columns { get; }

    /// <summary>How many blocks an image, or some images together, are cut into.</summary>
    public int Count => Rows.Count * Columns.Count;

    /// <summary>Tiles of the largest block.</summary>
    public int Tiles => Images.Most * Rows.Most * Columns.Most;

    /// <summary>The tiles of a block, in order of rows and columns.</summary>
    public TapArea Area(int number) => TapArea.Of(Rows, Columns, number);
}
