namespace NeuralCore.Kernels;

/// <summary>The gradient of a convolution's weights.</summary>
internal static unsafe class ConvolutionWeight
{
    /// <summary>weightGradient = Σ input · outputGradient over images, rows and columns.</summary>
    public static void Run(in ConvolutionShape s, ReadOnlySpan<Real> input, ReadOnlySpan<Real> outputGradient, Span<Real> weightGradient)
    {
        s.Check(nameof(ConvolutionWeight), input.Length, weightGradient.Length, outputGradient.Length);
        if (s.OutputCount == 0 || s.WeightCount == 0)
        {
            weightGradient.Clear();
            return;
        }

        fixed (Real* source = input, gradient = outputGradient, target = weightGradient)
        {
            if (s.InPerGroup == 1 && s.OutPerGroup == 1 && s.Groups > 1)
                DepthwiseWeight.Run(s, source, gradient, target);
            else if (s.GoesByTiles)
                WinogradWeightKernel.Run(s, source, gradient, target);
            else
                WeightKernel.Run(s, source, gradient, target);
        }
    }
}
