namespace NeuralCore.Kernels;

/// <summary>
/// One window along an axis: it begins at <paramref name="Origin"/>, perhaps in the padding, and of its positions those that exist run from
/// <paramref name="First"/> up to <paramref name="End"/>.
/// </summary>
internal readonly record struct PoolWindow(int Origin, int First, int End);
