using NeuralCore;

namespace MnistSample;

/// <summary>An optimizer that can be used here.</summary>
/// <param name="Name">What <c>--optimizer</c> calls it.</param>
/// <param name="LearningRate">The learning rate when none is given.</param>
/// <param name="Create">Makes it for parameters and a learning rate.</param>
internal sealed record OptimizerChoice(string Name, float LearningRate, Func<IReadOnlyList<Parameter>, float, Optimizer> Create)
{
    public static IReadOnlyList<OptimizerChoice> All { get; } =
    [
        new("gradientdescent", 0.5f, (parameters, rate) => new GradientDescent(parameters, rate)),
        new("sgd", 0.5f, (parameters, rate) => new Sgd(parameters, rate)),
        new("momentum", 0.2f, (parameters, rate) => new Momentum(parameters, rate)),
        new("adam", 0.003f, (parameters, rate) => new Adam(parameters, rate)),
        new("adamw", 0.003f, (parameters, rate) => new AdamW(parameters, rate)),
        new("rmsprop", 0.002f, (parameters, rate) => new RmsProp(parameters, rate)),
        new("adagrad", 0.02f, (parameters, rate) => new AdaGrad(parameters, rate)),
    ];
}
