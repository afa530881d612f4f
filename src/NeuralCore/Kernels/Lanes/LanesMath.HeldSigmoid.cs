using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>
    /// <see cref="Sigmoid"/> with its constants in registers, for a loop that does little else. Made before the loop.
    /// </summary>
    internal readonly struct HeldSigmoid<V> : IHeldMap<V>
        where V : struct, ILanes<V>
    {
        private readonly V least;
        private readonly V most;
        private readonly V log2E;
        private readonly V shifter;
        private readonly V minusLn2High;
        private readonly V minusLn2Low;
        private readonly V leastShifted;
        private readonly V p6;
        private readonly V p5;
        private readonly V p4;
        private readonly V p3;
        private readonly V p2;
        private readonly V one;
        private readonly V minusOne;

        /// <summary>Takes a bundle of zeros that the compiler does not know to be zeros.</summary>
        [MethodImpl(Inline)]
        public HeldSigmoid(V zeros)
        {
            least = V.Or(V.All(-104f), zeros);
            most = V.Or(V.All(18f), zeros);
            log2E = V.Or(V.All(Log2E), zeros);
            shifter = V.Or(V.All(BiasedShifter), zeros);
            minusLn2High = V.Or(V.All(-Ln2High), zeros);
            minusLn2Low = V.Or(V.All(-Ln2Low), zeros);
            leastShifted = V.Or(V.All(BiasedShifter - 127f), zeros);
            p6 = V.Or(V.All(-ExpP6), zeros);
            p5 = V.Or(V.All(ExpP5), zeros);
            p4 = V.Or(V.All(-ExpP4), zeros);
            p3 = V.Or(V.All(ExpP3), zeros);
            p2 = V.Or(V.All(-ExpP2), zeros);
            one = V.Or(V.All(1f), zeros);
            minusOne = V.Or(V.All(-1f), zeros);
        }

        /// <summary>1 / (1 + e^-x).</summary>
        /// <remarks>
        /// With x = n log 2 + r it is 2^n / (2^n + e^-r), for both signs of x and without overflow. A denominator in one number would cost a whole
        /// last place where it is just above a power of two. So what rounding takes from it, and then from the quotient, is put back. The
        /// denominator is kept below zero, so that no fused multiply-add needs another sign.
        /// </remarks>
        [MethodImpl(Inline)]
        public V Of(V x)
        {
            // Past these bounds the result is zero and 1 all the same.
            x = Larger(least, Smaller(most, x));
            V shifted = V.FusedMultiplyAdd(x, log2E, shifter);
            V n = shifted - shifter;
            V r = V.FusedMultiplyAdd(n, minusLn2Low, V.FusedMultiplyAdd(n, minusLn2High, x));

            // 2^n, or zero where that is denormal and too small to count beside e^-r.
            V power = V.ShiftLeft(Larger(leastShifted, shifted), 23);

            // e^-r = 1 - p r with the polynomial of the exponential.
            V p = V.FusedMultiplyAdd(p6, r, p5);
            p = V.FusedMultiplyAdd(p, r, p4);
            p = V.FusedMultiplyAdd(p, r, p3);
            p = V.FusedMultiplyAdd(p, r, p2);
            p = V.FusedMultiplyAdd(p, r, one);

            // -(2^n + e^-r) = d + low. Both differences are exact, but where n is below -23, and there what they lose is at most 2^-26.
            V d = V.FusedMultiplyAdd(p, r, minusOne - power);
            V low = V.FusedMultiplyAdd(p, r, (minusOne - d) - power);
            V q = minusOne / d;

            // 1 + q (d + low): what the quotient lacks, in parts of itself. The power of two goes in last and rounds only what is denormal.
            V rest = V.FusedMultiplyAdd(q, low, V.FusedMultiplyAdd(q, d, one));
            return TimesPowerOfTwo(V.FusedMultiplyAdd(q, rest, q), n);
        }
    }
}
