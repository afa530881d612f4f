using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Attention, however its operands lie in memory.</summary>
internal static class AttentionOperation
{
    public const string Name = nameof(Tensor.ScaledDotProductAttention);

    /// <summary>The result, from the tensors that hold q, k and v, which may be one, and where in them they stand.</summary>
    public static Tensor Run(
        Tensor query, Tensor key, Tensor value, AttentionOperands operands, AttentionMask? mask, DropoutDraw dropout, Real? scale = null)
    {
        AttentionPlan plan = PlanFor(operands, mask, dropout, scale);
        Tensor result = Tensor.Rent(operands.Result);
        AttentionInputs inputs = Inputs(operands, plan, query, key, value, mask?.Addend, mask?.Allowed, mask?.Padding);
        Attention.Forward(inputs, result.Target);
        return Gradients.AreNeededFor([query, key, value, mask?.Addend ?? query])
            ? result.RecordedBy(new AttentionNode([.. ((ReadOnlySpan<Tensor>)[query, key, value])[..operands.Tensors]], operands, plan, mask))
            : result;
    }

    public static AttentionInputs Inputs(
        AttentionOperands operands,
        AttentionPlan plan,
        Tensor query,
        Tensor key,
        Tensor value,
        Tensor? addend,
        Tensor? allowed,
        Tensor? padding) => new()
        {
            Plan = plan,
            Query = operands.From(0, query.Values),
            Key = operands.From(1, key.Values),
            Value = operands.From(2, value.Values),
            Addend = addend is null ? default : addend.Values,
            Allowed = allowed is null ? default : allowed.Values,
            Padding = padding is null ? default : padding.Values,
        };

    /// <summary>The shape of the scores, where they are wanted as a tensor.</summary>
    public static Shape ScoresOf(AttentionOperands operands) =>
        operands.Outer.Insert(operands.Outer.Rank, operands.Query.Rows).Insert(operands.Outer.Rank + 1, operands.Key.Rows);

    private static AttentionPlan PlanFor(AttentionOperands operands, AttentionMask? mask, DropoutDraw dropout, Real? scale)
    {
        AttentionPlan plan = new()
        {
            Matrices = operands.Outer.Count,
            Query = operands.Query,
            Key = operands.Key,
            Value = operands.Value,
            Result = new HeadLayout(operands.Query.Rows, operands.Value.Columns, operands.Result[^1], operands.Query.Heads),
            Scale = scale ?? (Real)(1 / Math.Sqrt(operands.Query.Columns)),
            IsCausal = mask is { IsCausal: true },
            Dropping = new AttentionDropout(dropout.Probability, dropout.Seed, dropout.Stream, dropout.Step),
        };
        if (mask is null)
            return plan;
        int outerRank = operands.Outer.Rank;
        Span<int> scores = outerRank <= 8 ? stackalloc int[outerRank + 2] : new int[outerRank + 2];
        operands.Outer.AsSpan().CopyTo(scores);
        scores[^2] = plan.Queries;
        scores[^1] = plan.Keys;
        plan.AddendStride = StrideOf(mask.Addend, scores, nameof(mask.Addend));
        plan.AllowedStride = StrideOf(mask.Allowed, scores, nameof(mask.Allowed));
        if (mask.Addend is not null || mask.Allowed is not null)
            plan.Masks = new BroadcastPlan(OuterOf(mask.Addend), OuterOf(mask.Allowed), operands.Outer);
        if (mask.Padding is { } padding)
            plan.MatricesPerPadding = SharersOf(padding, operands.Outer, scores);
        return plan;
    }

    /// <summary>Checks a mask [..., queries or 1, keys] and says how far its rows are apart, 0 where there is one.</summary>
    private static int StrideOf(Tensor? mask, ReadOnlySpan<int> scores, string name)
    {
        if (mask is null)
            return 0;
        bool fits = mask.Rank >= 2 && mask.Rank <= scores.Length && mask.Shape[^1] == scores[^1];
        for (int fromEnd = 2; fits && fromEnd <= mask.Rank; fromEnd++)
            fits = mask.Shape[^fromEnd] == scores[^fromEnd] || mask.Shape[^fromEnd] == 1;
        if (!fits)
            Throw.AttentionMaskShape(name, mask.Shape, scores);
        return mask.Shape[^2] == 1 ? 0 : scores[^1];
    }

    private static Shape OuterOf(Tensor? mask) => mask is null ? [] : [.. mask.Shape.AsSpan()[..^2]];

    /// <summary>Checks padding [outer axes, as many as there are, keys] and says how many matrices share a row of it.</summary>
    private static int SharersOf(Tensor padding, Shape outer, ReadOnlySpan<int> scores)
    {
        int axes = padding.Rank - 1;
        if (axes < 0 || axes > outer.Rank || padding.Shape[^1] != scores[^1] || !padding.Shape.AsSpan()[..axes].SequenceEqual(outer.AsSpan()[..axes]))
            Throw.AttentionPaddingShape(padding.Shape, scores);
        return Math.Max(1, outer.CountBetween(axes, outer.Rank));
    }
}

file sealed class AttentionNode : GradientNode
{
    private readonly AttentionOperands operands;
    private readonly AttentionPlan plan;
    private readonly int addend = -1;
    private readonly int allowed = -1;
    private readonly int padding = -1;

    public AttentionNode(Tensor[] tensors, AttentionOperands operands, AttentionPlan plan, AttentionMask? mask)
        : base(AttentionOperation.Name, mask?.Addend is null ? tensors : [.. tensors, mask.Addend])
    {
        this.operands = operands;
        this.plan = plan;
        foreach (Tensor tensor in tensors)
            Save(tensor);
        if (mask?.Addend is not null)
            addend = Save(mask.Addend);
        if (mask?.Allowed is not null)
            allowed = Save(mask.Allowed);
        if (mask?.Padding is not null)
            padding = Save(mask.Padding);
    }

    public override void Backward(Tensor gradient)
    {
        var slopes = new Tensor?[operands.Tensors];
        for (int i = 0; i < slopes.Length; i++)
            slopes[i] = Needs(i) ? Tensor.Rent(Inputs[i].Shape) : null;
        Tensor? scores = addend >= 0 && Needs(addend) ? Tensor.Rent(AttentionOperation.ScoresOf(operands)) : null;
        Attention.Backward(
            AttentionOperation.Inputs(operands, plan, Saved(0), Saved(1), Saved(2), Mask(addend), Mask(allowed), Mask(padding)),
            gradient.Values,
            Target(slopes, 0),
            Target(slopes, 1),
            Target(slopes, 2),
            scores is null ? default : scores.Target);
        for (int i = 0; i < slopes.Length; i++)
        {
            if (slopes[i] is { } slope)
                Give(i, slope);
        }

        if (scores is not null)
            Give(addend, scores.SummedTo(Inputs[addend].Shape));
    }

    private Tensor Saved(int operand) => SavedTensor(operands.TensorOf(operand));

    private Tensor? Mask(int number) => number < 0 ? null : SavedTensor(number);

    private Span<Real> Target(Tensor?[] slopes, int operand) =>
        slopes[operands.TensorOf(operand)] is { } slope ? operands.From(operand, slope.Target) : default;
}
