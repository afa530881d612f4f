using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>A convolution's weight, transformed for tiles. How many images there are is left out, so that batches of every size share it.</summary>
internal readonly record struct ConvolutionPacking : IWeightPacking
{
    private readonly ConvolutionShape sizes;

    public ConvolutionPacking(in ConvolutionShape sizes) => this.sizes = sizes with { Images = 1 };

    public PackedNumbers Pack(ReadOnlySpan<Real> weight) => ConvolutionForward.Pack(sizes, weight);
}
