using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>The sums of a rectangle in one image or some images together, from a patch.</summary>
internal unsafe struct TapRectangle<W, TEpilogue>(TapProduct<TEpilogue> product, TapArea area, Real* patch, Real* buffer)
    where W : struct, ILanes<W>
    where TEpilogue : struct, IEpilogue
{
    public int Group, Image, Images;

    /// <summary>
    /// Working memory for so many rows: a tile that reaches over the edge, or all sums where they do not stand side by side in the target.
    /// </summary>
    public static long Numbers(in TapProduct<TEpilogue> product, in PatchLayout layout, int rows)
    {
        long sums = (long)layout.Images * layout.RowCount * layout.ColumnCount;
        bool isContiguous = layout.Images == 1 && product.IsContiguous(layout.RowCount, layout.ColumnCount);
        int width = WidthOf(product);
        return isContiguous ? GemmBlocks.Height<W>() * width : rows * ((sums + width - 1) / width) * width;
    }

    private readonly int Width => WidthOf(product);

    private readonly bool IsContiguous => Images == 1 && product.IsContiguous(area.Rows, area.Columns);

    private readonly nint TargetImage => product.Groups * product.Height * product.TargetPlane;

    private readonly Real* Target(int row) => product.Target + (Image * TargetImage) + (((Group * product.Height) + row) * product.TargetPlane)
        + (area.Row * product.TargetRow) + (area.Column * product.TargetColumn);

    /// <summary>Copies what the sums read in some channels of their group.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Fill(in PatchLayout layout, int firstChannel, int channels)
    {
        for (int i = 0; i < Images; i++)
        {
            nint plane = ((((nint)Image + i) * product.Groups) + Group) * product.Depth + firstChannel;
            Real* source = product.Source + (plane * product.Rows.Source * product.Columns.Source);
            layout.Fill<W>(source, channels, i, area.Row, area.Column, patch);
        }
    }

    /// <summary>Adds what some channels contribute to all sums in some rows of the product.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="height">How many rows.</param>
    /// <param name="inPart">How many rows of the same part come before.</param>
    /// <param name="tile">The weights of these rows.</param>
    /// <param name="places">Where their taps read.</param>
    /// <param name="isLast">Whether the sums are then complete.</param>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Multiply(int row, int height, int inPart, TileOperands tile, int* places, bool isLast)
    {
        int sums = Images * area.Count, channel = (Group * product.Height) + row, stride = GemmBlocks.Count(sums, Width) * Width;
        bool isContiguous = IsContiguous;
        Real* target = Target(row), beside = isContiguous ? buffer : buffer + ((nint)inPart * stride);
        for (int first = 0; first < sums; first += Width)
        {
            int width = Math.Min(Width, sums - first), bundles = GemmBlocks.Count(width, W.Count);
            if (product.Height == 1)
                bundles = bundles <= TapRowTile.Bundles / 2 ? TapRowTile.Bundles / 2 : TapRowTile.Bundles;
            bool isInPlace = isContiguous && width == bundles * W.Count;
            tile.C = isInPlace ? target + first : isContiguous ? buffer : beside + first;
            tile.CStride = isInPlace ? product.TargetPlane : isContiguous ? Width : stride;
            if (isContiguous && !isInPlace && tile.Accumulate)
                CopyRows(target + first, product.TargetPlane, buffer, Width, height, width);
            Tile(height, bundles, ref tile, first, places);
            if (isLast)
                product.Finish<W>(tile.C, tile.CStride, channel, height, bundles * W.Count);
            if (isContiguous && !isInPlace)
                CopyRows(buffer, Width, target + first, product.TargetPlane, height, width);
        }

        if (!isContiguous && isLast)
            Scatter(beside, stride, target, height);
    }

    private readonly void Tile(int height, int bundles, ref TileOperands tile, int first, int* places)
    {
        if (product.Height > 1)
        {
            GemmTile.Compute<W, TapPanel<W>>(height, bundles, tile, new(patch + first, places));
            return;
        }

        tile.B = patch + first;
        TapRowTile.Compute<W>(bundles, tile, places);
    }

    private static int WidthOf(in TapProduct<TEpilogue> product) =>
        product.Height == 1 ? TapRowTile.Bundles * W.Count : GemmBlocks.Width<W>();

    [MethodImpl(Lanes.Kernel)]
    private static void CopyRows(Real* source, nint sourceStride, Real* target, nint targetStride, int rows, int width)
    {
        for (int i = 0; i < rows; i++, source += sourceStride, target += targetStride)
        {
            for (int j = 0; j < width; j += W.Count)
                Lanes.Store(Lanes.Load<W>(source + j, width - j), target + j, width - j);
        }
    }

    // Takes complete sums apart, by images, rows and columns.
    [MethodImpl(Lanes.Kernel)]
    private readonly void Scatter(Real* sums, nint stride, Real* target, int height)
    {
        nint columns = area.Columns, step = product.TargetColumn;
        for (int i = 0; i < height; i++, sums += stride, target += product.TargetPlane)
        {
            Real* from = sums;
            for (int image = 0; image < Images; image++)
            {
                Real* to = target + (image * TargetImage);
                for (int row = 0; row < area.Rows; row++, from += columns, to += product.TargetRow)
                {
                    for (nint j = 0; j < columns; j++)
                        to[j * step] = from[j];
                }
            }
        }
    }
}
