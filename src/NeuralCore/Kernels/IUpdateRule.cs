namespace NeuralCore.Kernels;

/// <summary>How an optimizer changes one weight: all that it has to say beside the names of its slots.</summary>
internal interface IUpdateRule
{
    /// <summary>
    /// The weight after the step. Slots are read and changed in place; those that the optimizer does not have are not kept.
    /// </summary>
    V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>;
}

/// <summary>
/// Regularises whatever rule comes after it: weight decay shrinks the weight, and both penalties add their slopes to the gradient.
/// </summary>
internal readonly struct RegularizedRule<TRule>(TRule rule, Real l1, Real l2, Real decay) : IUpdateRule
    where TRule : struct, IUpdateRule
{
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        V zero = V.All(0);
        V sign = V.Where(V.Greater(weight, zero), V.All(1), V.Where(V.Less(weight, zero), V.All(-1), zero));
        V penalized = V.FusedMultiplyAdd(V.All(l1), sign, V.FusedMultiplyAdd(V.All(l2), weight, gradient));
        V shrunk = weight - (V.All(decay) * weight);
        return rule.Next(shrunk, penalized, ref first, ref second, ref third);
    }
}
