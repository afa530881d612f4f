namespace NeuralCore.Operations;

/// <summary>One use of dropout: how likely a number is dropped, and the address of the random numbers that decide.</summary>
internal readonly record struct DropoutDraw(Real Probability, ulong Seed, ulong Stream, uint Step);
