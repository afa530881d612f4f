using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>A weight [out, in] that rows are multiplied by, as panels of outputs.</summary>
internal readonly record struct MatrixPacking(int Outputs, int Inputs) : IWeightPacking
{
    public PackedNumbers Pack(ReadOnlySpan<Real> weight) => GemmPanels.Pack(weight, Outputs, Inputs);
}
