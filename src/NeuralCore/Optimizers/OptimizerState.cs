namespace NeuralCore;

/// <summary>
/// All that an optimizer remembers: with it and the weights, a run goes on to the bit as if it had never stopped. Numbers of the
/// constructor are not part of it, except the learning rate, which schedules change.
/// </summary>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="Steps">For each parameter, by its position and name such as <c>0.weight</c>, how many steps it has taken.</param>
/// <param name="Slots">For each slot of a parameter that has taken a step, such as <c>0.weight.momentum</c>, its numbers.</param>
public sealed record OptimizerState(Real LearningRate, IReadOnlyDictionary<string, long> Steps, IReadOnlyDictionary<string, Tensor> Slots);
