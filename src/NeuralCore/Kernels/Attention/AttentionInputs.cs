namespace NeuralCore.Kernels;

/// <summary>The operands of attention with their plan. A mask that is not there is empty.</summary>
internal readonly ref struct AttentionInputs
{
    public AttentionPlan Plan { get; init; }

    public ReadOnlySpan<Real> Query { get; init; }

    public ReadOnlySpan<Real> Key { get; init; }

    public ReadOnlySpan<Real> Value { get; init; }

    /// <summary>What is added to the scores.</summary>
    public ReadOnlySpan<Real> Addend { get; init; }

    /// <summary>0 where a query may not look at a key.</summary>
    public ReadOnlySpan<Real> Allowed { get; init; }

    /// <summary>Other than 0 for keys that only fill up.</summary>
    public ReadOnlySpan<Real> Padding { get; init; }

    public void Check(ReadOnlySpan<Real> result)
    {
        CheckReach(Plan.Query, Query);
        CheckReach(Plan.Key, Key);
        CheckReach(Plan.Value, Value);
        CheckReach(Plan.Result, result);
    }

    /// <summary>Checks a span that holds the numbers of a layout, or what becomes of them; an empty one is not asked for.</summary>
    public void CheckReach(HeadLayout layout, ReadOnlySpan<Real> data)
    {
        if (data.Length < layout.Reach(Plan.Matrices))
            Throw.KernelLengths(nameof(Attention), (int)layout.Reach(Plan.Matrices), data.Length);
    }
}
