using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// For x [outer, middle, inner] the place along the middle axis of the number that a fold picks, to y [outer, inner]: the first of equal
/// ones, or the first NaN.
/// </summary>
internal static unsafe class ArgFold
{
    /// <summary>Runs the search; the middle axis must not be empty.</summary>
    public static void Run<TFold>(TFold fold, ReadOnlySpan<Real> x, int outer, int middle, int inner, Span<Real> y)
        where TFold : struct, IFold
    {
        if ((long)outer * middle * inner != x.Length || (long)outer * inner != y.Length || middle == 0)
            Throw.KernelLengths(nameof(ArgFold), outer * inner, y.Length);
        fixed (Real* px = x, py = y)
            Workers.For(new Body<TFold>(fold, px, middle, inner, py), outer, Grain.Rows(middle * inner));
    }

    internal readonly struct Body<TFold>(TFold fold, Real* x, int middle, int inner, Real* y) : ILaneBody
        where TFold : struct, IFold
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            for (int row = start; row < end; row++)
            {
                Real* from = x + ((nint)row * middle * inner);
                Real* to = y + ((nint)row * inner);
                if (inner == 1)
                {
                    // Compared by Equals, to which NaN is equal to itself.
                    *to = new ReadOnlySpan<Real>(from, middle).IndexOf(Fold.Row<TFold, V>(fold, from, middle));
                    continue;
                }

                int column = 0;
                for (; column <= inner - V.Count; column += V.Count)
                    Column<V>(from + column, to + column);
                for (; column < inner; column++)
                    Column<Lanes1>(from + column, to + column);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Column<V>(Real* from, Real* to)
            where V : struct, ILanes<V>
        {
            TFold f = fold;
            V best = V.Load(in *from, 0);
            V place = V.All(0);
            for (int i = 1; i < middle; i++)
            {
                V next = f.Add(best, V.Load(in *(from + ((nint)i * inner)), 0));
                V isNumber = V.Equal(best, best);
                V isBetter = V.And(isNumber, V.Xor(V.Equal(next, best), V.AllBits(-1)));
                place = V.Where(isBetter, V.All(i), place);
                best = V.Where(isBetter, next, best);
            }

            V.Store(place, ref *to, 0);
        }
    }
}
