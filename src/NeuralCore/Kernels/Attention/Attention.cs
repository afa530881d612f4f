using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// softmax(scale q·kᵀ + masks) · v for a batch of heads. The weights of a block of queries stay in the cache and are never kept, so that
/// memory grows with the tokens and not with their square; the way back computes them once more. Threads take blocks of queries, and on the
/// way back whole heads.
/// </summary>
internal static unsafe class Attention
{
    /// <summary>Multiply-adds worth a thread of their own, as for a batch of products.</summary>
    private const long GrainWork = 1 << 20;

    /// <summary>The result, in the plan's layout.</summary>
    public static void Forward(AttentionInputs inputs, Span<Real> result)
    {
        inputs.Check(result);
        AttentionPlan plan = inputs.Plan;
        fixed (Real* q = inputs.Query, k = inputs.Key, v = inputs.Value, y = result)
        fixed (Real* addend = inputs.Addend, allowed = inputs.Allowed, padding = inputs.Padding)
        {
            AttentionForward body = new(new AttentionScores(plan, q, k, v, addend, allowed, padding), y);
            Workers.For(body, plan.Matrices * plan.Blocks, GrainFor(plan, Math.Min(plan.Queries, AttentionPlan.BlockRows)));
        }
    }

    /// <summary>The gradients of queries, keys and values, each in the layout of its numbers, and of the scores; empty where not wanted.</summary>
    /// <param name="inputs">What went in.</param>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="query">The gradient of the queries.</param>
    /// <param name="key">The gradient of the keys.</param>
    /// <param name="value">The gradient of the values.</param>
    /// <param name="scores">The gradient of the scores [matrices, queries, keys].</param>
    public static void Backward(
        AttentionInputs inputs, ReadOnlySpan<Real> gradient, Span<Real> query, Span<Real> key, Span<Real> value, Span<Real> scores)
    {
        inputs.Check(gradient);
        AttentionPlan plan = inputs.Plan;
        CheckWanted(inputs, plan.Query, query);
        CheckWanted(inputs, plan.Key, key);
        CheckWanted(inputs, plan.Value, value);
        if (!scores.IsEmpty && scores.Length != (long)plan.Matrices * plan.Queries * plan.Keys)
            Throw.KernelLengths(nameof(Attention), plan.Matrices * plan.Queries * plan.Keys, scores.Length);
        fixed (Real* q = inputs.Query, k = inputs.Key, v = inputs.Value, g = gradient)
        fixed (Real* addend = inputs.Addend, allowed = inputs.Allowed, padding = inputs.Padding)
        fixed (Real* dq = query, dk = key, dv = value, ds = scores)
        {
            AttentionBackward body = new(new AttentionScores(plan, q, k, v, addend, allowed, padding), g, dq, dk, dv, ds);
            Workers.For(body, plan.Matrices, GrainFor(plan, plan.Queries));
        }
    }

    private static void CheckWanted(AttentionInputs inputs, HeadLayout layout, ReadOnlySpan<Real> gradient)
    {
        if (!gradient.IsEmpty)
            inputs.CheckReach(layout, gradient);
    }

    private static int GrainFor(AttentionPlan plan, int rows)
    {
        long work = (long)rows * plan.Keys * (plan.Query.Columns + plan.Value.Columns);
        return (int)Math.Clamp(GrainWork / Math.Max(1, work), 1, int.MaxValue);
    }
}

file readonly unsafe struct AttentionForward(AttentionScores scores, Real* result) : ILaneBody
{
    [MethodImpl(Lanes.Kernel)]
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        AttentionPlan plan = scores.Plan;
        int width = plan.Value.Columns;
        int most = Math.Min(AttentionPlan.BlockRows, plan.Queries);
        using Scratch scratch = Scratch.Rent(most * ((long)plan.Keys + width));
        Real* weights = scratch.Data;
        for (int item = start; item < end; item++)
        {
            (int matrix, int block) = Math.DivRem(item, plan.Blocks);
            int first = block * AttentionPlan.BlockRows;
            int rows = Math.Min(AttentionPlan.BlockRows, plan.Queries - first);
            int keys = plan.KeysFor(first, rows);
            scores.Weights<V>(matrix, first, rows, keys, weights);
            if (plan.Dropping.IsUsed)
                scores.Drop<V>(matrix, first, rows, keys, weights);
            Real* y = plan.Result.IsDense ? result + plan.Result.Start(matrix, first) : weights + ((nint)most * plan.Keys);
            Gemm.Multiply(
                MatrixView.RowMajor(new ReadOnlySpan<Real>(weights, rows * keys), rows, keys),
                scores.Values(matrix, keys),
                new Span<Real>(y, rows * width));
            if (!plan.Result.IsDense)
                plan.Result.Put(y, result, matrix, first, rows);
        }
    }
}
