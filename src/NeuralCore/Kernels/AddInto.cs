using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Adds numbers to a part of a larger whole. Reaches no place twice, so rows may run on any threads.</summary>
internal static unsafe class AddInto
{
    /// <summary>Adds x, arranged by the plan, to y.</summary>
    public static void Run(CopyPlan plan, ReadOnlySpan<Real> x, Span<Real> y)
    {
        plan.Check(nameof(AddInto), x.Length, y.Length);
        if (plan.IsEmpty)
            return;
        fixed (Real* px = x, py = y)
            Workers.For(new Body(plan, px, py), plan.Rows * plan.Cross.Size, Grain.Rows(plan.Run.Size));
    }

    internal readonly struct Body(CopyPlan plan, Real* x, Real* y) : ILaneBody
    {
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            Span<int> index = stackalloc int[plan.OuterRank];
            (int row, int cross) = Math.DivRem(start, plan.Cross.Size);
            plan.Start(row, index, out nint from, out nint to);
            for (int item = start; item < end; item++)
            {
                Add<V>(x + from + ((nint)cross * plan.Cross.From), y + to + ((nint)cross * plan.Cross.To));
                if (++cross < plan.Cross.Size)
                    continue;
                cross = 0;
                plan.Next(index, ref from, ref to);
            }
        }

        [MethodImpl(Lanes.Kernel)]
        private void Add<V>(Real* from, Real* to)
            where V : struct, ILanes<V>
        {
            (int count, nint fromStep, nint toStep) = (plan.Run.Size, plan.Run.From, plan.Run.To);
            if (fromStep == 1 && toStep == 1)
            {
                new Zip.Body<AddZip>(default, to, from, to).Run<V>(0, count);
                return;
            }

            for (int i = 0; i < count; i++)
                to[i * toStep] += from[i * fromStep];
        }
    }
}
