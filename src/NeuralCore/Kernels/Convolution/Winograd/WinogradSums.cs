using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Transforms the products of some output channels [products, channels, tiles], and finishes and stores their sums. Lanes are neighbouring tiles.</summary>
internal unsafe struct WinogradSums<TEpilogue>(TapProduct<TEpilogue> target)
    where TEpilogue : struct, IEpilogue
{
    /// <summary>The products; from one product and one channel to the next.</summary>
    public Real* Source;
    public nint Product, Channel;

    /// <summary>Stores the sums of an area's tiles in one image, which stand in the products from <paramref name="first"/> on.</summary>
    [MethodImpl(Lanes.Kernel)]
    public readonly void Run<V>(int image, int group, int channel, int channels, TapArea area, int first)
        where V : struct, ILanes<V>
    {
        int row = area.Row * Winograd.Sums, column = area.Column * Winograd.Sums;
        int rows = Math.Min(area.Rows * Winograd.Sums, target.Rows.Target - row);
        int columns = Math.Min(area.Columns * Winograd.Sums, target.Columns.Target - column);
        for (int i = 0; i < channels; i++)
        {
            nint plane = (nint)group * target.Height + channel + i;
            Real* to = target.Target + (((nint)image * target.Groups * target.Height) + plane) * target.TargetPlane + (row * target.TargetRow) + column;
            Real bias = target.Bias == null ? 0 : target.Bias[plane];
            Transform<V>(Source + (i * Channel) + first, area.Columns, rows, columns, bias, to);
        }
    }

    // Narrow rows fill no wide bundle.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Transform<V>(Real* from, int tiles, int rows, int columns, Real bias, Real* to)
        where V : struct, ILanes<V>
    {
        if (V.Count > Lanes128.Count && tiles <= Lanes128.Count)
            TransformAt<Lanes128>(from, tiles, rows, columns, bias, to);
        else if (V.Count > Lanes256.Count && tiles <= Lanes256.Count)
            TransformAt<Lanes256>(from, tiles, rows, columns, bias, to);
        else
            TransformAt<V>(from, tiles, rows, columns, bias, to);
    }

    [MethodImpl(Lanes.Kernel)]
    private readonly void TransformAt<V>(Real* from, int tiles, int rows, int columns, Real bias, Real* to)
        where V : struct, ILanes<V>
    {
        TEpilogue epilogue = target.Epilogue;
        bool adds = target.Bias != null;
        V add = V.All(bias);
        nint below = target.TargetRow, row = Winograd.Points * Product;
        for (; rows > 0; rows -= Winograd.Sums, from += tiles, to += Winograd.Sums * below)
        {
            for (int t = 0; t < tiles; t += V.Count)
            {
                Real* at = from + t;
                Row(at, out V a0, out V a1);
                Row(at + row, out V b0, out V b1);
                Row(at + (2 * row), out V c0, out V c1);
                Row(at + (3 * row), out V d0, out V d1);
                WinogradTransform.Sums(a0, b0, c0, d0, out V upperLeft, out V lowerLeft);
                WinogradTransform.Sums(a1, b1, c1, d1, out V upperRight, out V lowerRight);
                if (adds)
                {
                    upperLeft += add;
                    upperRight += add;
                    lowerLeft += add;
                    lowerRight += add;
                }

                int left = columns - (Winograd.Sums * t);
                Real* upper = to + (Winograd.Sums * t);
                Lanes.StoreInTurn(epilogue.Value(upperLeft), epilogue.Value(upperRight), upper, left);
                if (rows > 1)
                    Lanes.StoreInTurn(epilogue.Value(lowerLeft), epilogue.Value(lowerRight), upper + below, left);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Row<V>(Real* from, out V y0, out V y1)
        where V : struct, ILanes<V> => WinogradTransform.Sums(
            V.Load(in *from, 0), V.Load(in from[Product], 0), V.Load(in from[2 * Product], 0), V.Load(in from[3 * Product], 0), out y0, out y1);
}
