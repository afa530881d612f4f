namespace NeuralCore.Kernels;

/// <summary>
/// Transformed weights: for each tile of output channels of each group sixteen panels, which tiles of the matrix product read from start to
/// end. How high a tile is depends on the width.
/// </summary>
internal readonly unsafe struct WinogradPanels<W>
    where W : struct, ILanes<W>
{
    private readonly Real* panels;
    private readonly int groups, depth, height;

    /// <summary>Panels at some place, of weights from so many channels of each group to so many.</summary>
    public WinogradPanels(Real* panels, int groups, int depth, int height)
    {
        this.panels = panels;
        this.groups = groups;
        this.depth = depth;
        this.height = height;
        Tiles = new Cuts(height, GemmBlocks.Height<W>());
    }

    /// <summary>The tiles of a group's output channels.</summary>
    public Cuts Tiles { get; }

    /// <summary>How many numbers the panels take.</summary>
    public static long Count(int groups, int depth, int height) => (long)groups * height * depth * Winograd.Products;

    /// <summary>The panels of a tile.</summary>
    public Real* Of(int group, int tile) => panels + ((((nint)group * height) + Tiles.Start(tile)) * depth * Winograd.Products);

    /// <summary>Transforms the weights of all tiles.</summary>
    public void Pack(TapWeights weights, bool rowsFall, bool columnsFall) => Workers.For(
        new Packing(this, new WinogradWeights(weights, depth, rowsFall, columnsFall)),
        groups * Tiles.Count,
        Grain.Rows((long)Tiles.Most * depth * Winograd.Products));

    // The width W was chosen before, so V is not asked.
    private readonly struct Packing(WinogradPanels<W> panels, WinogradWeights weights) : ILaneBody
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            Cuts tiles = panels.Tiles;
            for (int item = start; item < end; item++)
            {
                (int group, int tile) = Math.DivRem(item, tiles.Count);
                weights.Pack<W>(group, tiles.Start(tile), tiles.Size(tile), panels.Of(group, tile));
            }
        }
    }
}
