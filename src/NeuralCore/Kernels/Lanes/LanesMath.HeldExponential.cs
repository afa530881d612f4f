using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

internal static partial class LanesMath
{
    /// <summary>
    /// <see cref="Exp"/> with its constants in registers, for a loop that does little else. Made before the loop.
    /// </summary>
    /// <remarks>
    /// What the compiler knows to be constant it reads again at every use. So it gets zeros that it cannot know, and the constants are only
    /// constant together with them. A softmax of 1,024 rows of 1,000 takes a tenth less time so.
    /// </remarks>
    internal readonly struct HeldExponential<V> : IHeldMap<V>
        where V : struct, ILanes<V>
    {
        private readonly V most;
        private readonly V least;
        private readonly V log2E;
        private readonly V shifter;
        private readonly V minusLn2High;
        private readonly V minusLn2Low;
        private readonly V p6;
        private readonly V p5;
        private readonly V p4;
        private readonly V p3;
        private readonly V p2;
        private readonly V one;

        /// <summary>Takes a bundle of zeros that the compiler does not know to be zeros.</summary>
        [MethodImpl(Inline)]
        public HeldExponential(V zeros)
        {
            most = V.Or(V.All(89f), zeros);
            least = V.Or(V.All(-104f), zeros);
            log2E = V.Or(V.All(Log2E), zeros);
            shifter = V.Or(V.All(Shifter), zeros);
            minusLn2High = V.Or(V.All(-Ln2High), zeros);
            minusLn2Low = V.Or(V.All(-Ln2Low), zeros);
            p6 = V.Or(V.All(ExpP6), zeros);
            p5 = V.Or(V.All(ExpP5), zeros);
            p4 = V.Or(V.All(ExpP4), zeros);
            p3 = V.Or(V.All(ExpP3), zeros);
            p2 = V.Or(V.All(ExpP2), zeros);
            one = V.Or(V.All(1f), zeros);
        }

        /// <summary>e^x.</summary>
        [MethodImpl(Inline)]
        public V Of(V x) => OfNegative(Smaller(most, x));

        /// <summary>e^x for x up to 0, or 89: one instruction less.</summary>
        [MethodImpl(Inline)]
        public V OfNegative(V x)
        {
            x = Larger(least, x);
            V n = V.FusedMultiplyAdd(x, log2E, shifter) - shifter;
            V r = V.FusedMultiplyAdd(n, minusLn2Low, V.FusedMultiplyAdd(n, minusLn2High, x));
            V p = V.FusedMultiplyAdd(p6, r, p5);
            p = V.FusedMultiplyAdd(p, r, p4);
            p = V.FusedMultiplyAdd(p, r, p3);
            p = V.FusedMultiplyAdd(p, r, p2);
            p = V.FusedMultiplyAdd(p, r, one);
            return TimesPowerOfTwo(V.FusedMultiplyAdd(p, r, one), n);
        }
    }
}
