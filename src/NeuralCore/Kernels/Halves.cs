using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Functions of two numbers that are the two halves of each row: x holds [rows, 2, length].</summary>
internal static unsafe class Halves
{
    /// <summary>z[r, i] = f(x[r, 0, i], x[r, 1, i]).</summary>
    public static void Run<TZip>(TZip zip, ReadOnlySpan<Real> x, int rows, Span<Real> z)
        where TZip : struct, IZip
    {
        if (x.Length != 2 * z.Length)
            Throw.KernelLengths(nameof(Halves), 2 * z.Length, x.Length);
        if (z.IsEmpty)
            return;
        RowPieces cut = new(rows, z.Length / rows);
        fixed (Real* px = x, pz = z)
            Workers.For(new Body<TZip>(zip, cut, px, pz), cut.Count, cut.WorthAThread);
    }

    /// <summary>The way back: w[r, h, i] = f_h(x[r, 0, i], x[r, 1, i], z[r, i]), with a function for each half.</summary>
    public static void RunBack<TLeft, TRight>(TLeft left, TRight right, ReadOnlySpan<Real> x, ReadOnlySpan<Real> z, int rows, Span<Real> w)
        where TLeft : struct, IZip3
        where TRight : struct, IZip3
    {
        if (x.Length != 2 * z.Length || w.Length != x.Length)
            Throw.KernelLengths(nameof(Halves), 2 * z.Length, Math.Min(x.Length, w.Length));
        if (z.IsEmpty)
            return;
        RowPieces cut = new(rows, z.Length / rows);
        fixed (Real* px = x, pz = z, pw = w)
            Workers.For(new BodyBack<TLeft, TRight>(left, right, cut, px, pz, pw), cut.Count, cut.WorthAThread);
    }

    internal readonly struct Body<TZip>(TZip zip, RowPieces cut, Real* x, Real* z) : ILaneBody
        where TZip : struct, IZip
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int row, int first, int count) = cut[item];
                Real* left = x + (2 * (nint)row * cut.Length) + first;
                new Zip.Body<TZip>(zip, left, left + cut.Length, z + ((nint)row * cut.Length) + first).Run<V>(0, count);
            }
        }
    }

    internal readonly struct BodyBack<TLeft, TRight>(TLeft left, TRight right, RowPieces cut, Real* x, Real* z, Real* w) : ILaneBody
        where TLeft : struct, IZip3
        where TRight : struct, IZip3
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int item = start; item < end; item++)
            {
                (int row, int first, int count) = cut[item];
                nint at = (2 * (nint)row * cut.Length) + first;
                Real* from = x + at;
                Real* to = w + at;
                Real* upstream = z + ((nint)row * cut.Length) + first;
                new Zip3.Body<TLeft>(left, from, from + cut.Length, upstream, to).Run<V>(0, count);
                new Zip3.Body<TRight>(right, from, from + cut.Length, upstream, to + cut.Length).Run<V>(0, count);
            }
        }
    }
}
