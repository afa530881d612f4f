using NeuralCore.Kernels;

namespace NeuralCore;

/// <summary>
/// One parameter's turn in a step of an optimizer. To write an optimizer of your own, derive from <see cref="Optimizer"/> and change
/// <see cref="Weights"/> and <see cref="Slot"/> here from <see cref="Gradient"/>. The turn ends when <see cref="Optimizer.Update"/> returns.
/// </summary>
public readonly ref struct ParameterStep
{
    private readonly Parameter parameter;
    private readonly Tensor?[] slots;

    internal ParameterStep(Parameter parameter, Tensor?[] slots, Real learningRate, long number)
    {
        this.parameter = parameter;
        this.slots = slots;
        LearningRate = learningRate;
        Number = number;
    }

    /// <summary>The learning rate for this parameter: the optimizer's times its group's factor.</summary>
    public Real LearningRate { get; }

    /// <summary>The how-manieth step of this parameter it is, counted from 1. Steps in which it had no gradient do not count.</summary>
    public long Number { get; }

    /// <summary>The weight of the penalty Σ|w|.</summary>
    public Real L1 { get; internal init; }

    /// <summary>The weight of the penalty Σw² / 2.</summary>
    public Real L2 { get; internal init; }

    /// <summary>The share of a weight, times the learning rate, by which it shrinks.</summary>
    public Real WeightDecay { get; internal init; }

    /// <summary>The weights, to be changed in place.</summary>
    public Span<Real> Weights => parameter.Value.Target;

    /// <summary>The gradient, without the slopes of penalties.</summary>
    public ReadOnlySpan<Real> Gradient => parameter.Gradient!.Values;

    /// <summary>
    /// The numbers of a slot, by its place among those given to the constructor; to be changed in place. Empty for one that is not used.
    /// </summary>
    public Span<Real> Slot(int index) => slots[index] is { } slot ? slot.Target : default;

    /// <summary>Applies a rule, with regularisation where there is any.</summary>
    internal void Apply<TRule>(TRule rule)
        where TRule : struct, IUpdateRule
    {
        if (L1 == 0 && L2 == 0 && WeightDecay == 0)
            Run(rule);
        else
            Run(new RegularizedRule<TRule>(rule, L1, L2, LearningRate * WeightDecay));
    }

    private void Run<TRule>(TRule rule)
        where TRule : struct, IUpdateRule => Update.Run(rule, Weights, Gradient, SlotOrNone(0), SlotOrNone(1), SlotOrNone(2));

    private Span<Real> SlotOrNone(int index) => index < slots.Length ? Slot(index) : default;
}
