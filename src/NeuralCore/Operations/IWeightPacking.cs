using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>How an operation's kernel wants to read a weight, in an order of its own. Two equal ones make the same of the same numbers.</summary>
internal interface IWeightPacking
{
    /// <summary>Brings the numbers of a weight into that order.</summary>
    PackedNumbers Pack(ReadOnlySpan<Real> weight);
}
