namespace NeuralCore.Catalog;

/// <summary>The small problem that every optimizer is watched on for a hundred steps: mean (tanh(x Wᵀ + b) - t)².</summary>
public sealed class OptimizerProblem
{
    public const int Steps = 100;

    private static readonly Tensor inputs = Input.Numbers([8, 4]).Create(nameof(OptimizerProblem), 0);
    private static readonly Tensor targets = Input.Numbers([8, 3], -0.9, 0.9).Create(nameof(OptimizerProblem), 1);

    public static (Tensor Inputs, Tensor Targets) Data => (inputs, targets);

    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("weight", Input.Numbers([3, 4], -1, 1).Create(nameof(OptimizerProblem), 2)),
        new("bias", Input.Numbers([3], -1, 1).Create(nameof(OptimizerProblem), 3)),
    ];

    public Tensor Loss() => (inputs.Linear(Parameters[0], Parameters[1]).Tanh() - targets).Square().Mean();
}
