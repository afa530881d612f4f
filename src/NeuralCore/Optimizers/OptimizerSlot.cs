namespace NeuralCore;

/// <summary>One number that an optimizer remembers for each weight.</summary>
/// <param name="Name">The name, under which it is saved.</param>
/// <param name="Start">What it holds before the first step.</param>
/// <param name="IsUsed">
/// Whether the optimizer's settings need it. One that is not used keeps its place, takes no memory and is not saved.
/// </param>
public readonly record struct OptimizerSlot(string Name, Real Start = 0, bool IsUsed = true);
