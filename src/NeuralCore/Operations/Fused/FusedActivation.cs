using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>An activation at the end of another operation: what both have to do to be one recorded step.</summary>
internal static class FusedActivation
{
    /// <summary>
    /// The gradient of what goes into an activation, from that of what comes out. Where it is another tensor, the caller gives it back.
    /// </summary>
    /// <param name="activation">The activation.</param>
    /// <param name="gradient">The gradient of what comes out.</param>
    /// <param name="kept">What the activation asked to keep; null where that is nothing.</param>
    /// <param name="mayOverwrite">Whether the gradient's memory may take the result.</param>
    public static Tensor GradientBefore<TOperation>(TOperation activation, Tensor gradient, Tensor? kept, bool mayOverwrite)
        where TOperation : struct, IUnaryOperation
    {
        if (typeof(TOperation) == typeof(NoActivation))
            return gradient;

        // An activation that keeps nothing has a constant slope, so any numbers will do.
        Tensor result = mayOverwrite ? gradient : Tensor.Rent(gradient.Shape);
        Zip.Run(new TimesSlope<TOperation>(activation), (kept ?? gradient).Values, gradient.Values, result.Target);
        return result;
    }
}
