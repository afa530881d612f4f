using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// One step of an optimizer on one parameter: a single pass that reads the gradient and changes weights and slots in place.
/// </summary>
internal static unsafe class Update
{
    /// <summary>Runs the pass. A slot that the rule does not have is an empty span.</summary>
    public static void Run<TRule>(
        TRule rule, Span<Real> weights, ReadOnlySpan<Real> gradient, Span<Real> first, Span<Real> second, Span<Real> third)
        where TRule : struct, IUpdateRule
    {
        CheckLength(weights.Length, gradient.Length);
        CheckLength(weights.Length, first.IsEmpty ? weights.Length : first.Length);
        CheckLength(weights.Length, second.IsEmpty ? weights.Length : second.Length);
        CheckLength(weights.Length, third.IsEmpty ? weights.Length : third.Length);
        fixed (Real* pw = weights, pg = gradient, p1 = first, p2 = second, p3 = third)
            Workers.For(new Body<TRule>(rule, pw, pg, p1, p2, p3), weights.Length, Grain.Numbers);
    }

    private static void CheckLength(int expected, int actual)
    {
        if (expected != actual)
            Throw.KernelLengths(nameof(Update), expected, actual);
    }

    internal readonly struct Body<TRule>(TRule rule, Real* weights, Real* gradient, Real* first, Real* second, Real* third) : ILaneBody
        where TRule : struct, IUpdateRule
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int i = start;
            for (; i <= end - V.Count; i += V.Count)
                Bundle<V>(i, V.Count);
            if (i < end)
                Bundle<V>(i, end - i);
        }

        // The pass waits for memory, so asking anew whether a slot is there costs nothing that shows.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Bundle<V>(int i, int left)
            where V : struct, ILanes<V>
        {
            V one = Load<V>(first, i, left);
            V two = Load<V>(second, i, left);
            V three = Load<V>(third, i, left);
            V next = rule.Next(Lanes.Load<V>(weights + i, left), Lanes.Load<V>(gradient + i, left), ref one, ref two, ref three);
            Lanes.Store(next, weights + i, left);
            Store(one, first, i, left);
            Store(two, second, i, left);
            Store(three, third, i, left);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Load<V>(Real* slot, int i, int left)
            where V : struct, ILanes<V> => slot == null ? V.All(0) : Lanes.Load<V>(slot + i, left);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Store<V>(V value, Real* slot, int i, int left)
            where V : struct, ILanes<V>
        {
            if (slot != null)
                Lanes.Store(value, slot + i, left);
        }
    }
}
