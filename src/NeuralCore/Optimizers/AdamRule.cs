using System.Runtime.CompilerServices;
using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>The rule that <see cref="Adam"/> and <see cref="AdamW"/> share.</summary>
internal readonly struct AdamRule(ParameterStep step, Real beta1, Real beta2, Real epsilon, bool isAmsGrad) : IUpdateRule
{
    private readonly Real rate = (Real)(step.LearningRate / Optimizer.BiasCorrection(beta1, step.Number));
    private readonly Real rootScale = (Real)(1 / Math.Sqrt(Optimizer.BiasCorrection(beta2, step.Number)));

    public static OptimizerSlot[] Slots(bool isAmsGrad) =>
        [new("mean"), new("square"), new("largestSquare", IsUsed: isAmsGrad)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V weight, V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>
    {
        first = V.FusedMultiplyAdd(V.All(beta1), first, V.All(1 - beta1) * gradient);
        second = V.FusedMultiplyAdd(V.All(beta2), second, V.All(1 - beta2) * gradient * gradient);
        V square = second;
        if (isAmsGrad)
            square = third = V.Max(third, second);
        V divisor = V.FusedMultiplyAdd(V.Sqrt(square), V.All(rootScale), V.All(epsilon));
        return weight - (V.All(rate) * first / divisor);
    }
}
