namespace NeuralCore.Kernels;

/// <summary>The two positions between which a place lies, and how much the second one weighs; without weight it is not read.</summary>
internal readonly record struct SampleTap(int Low, int High, Real Weight);
