using System.Globalization;

namespace NeuralCore.Testing;

/// <summary>The worst place that a gradient check found.</summary>
/// <param name="Error">The relative difference between the two derivatives there; 0 when they agree everywhere.</param>
/// <param name="Input">Which input, counted from 0.</param>
/// <param name="InputElement">Which number of the input, row by row.</param>
/// <param name="OutputElement">Which number of the output, row by row.</param>
/// <param name="Analytic">What Backward gave.</param>
/// <param name="Numeric">What differences of the values gave.</param>
public sealed record GradientReport(double Error, int Input, int InputElement, int OutputElement, double Analytic, double Numeric)
{
    /// <summary>Throws when the error is above a tolerance, <see cref="GradientCheck.DefaultTolerance"/> unless given.</summary>
    /// <exception cref="GradientException">The gradient is wrong; the message says where and by how much.</exception>
    public void ThrowIfAbove(double? tolerance = null)
    {
        double limit = tolerance ?? GradientCheck.DefaultTolerance;
        if (!(Error <= limit))
        {
            FormattableString text = $"""
                GradientCheck: the derivative of output number {OutputElement} by number {InputElement} of input {Input} is {Numeric:g9} by differences, but Backward gives {Analytic:g9}: a relative error of {Error:g3}, above {limit:g3}. Check the slope in Backward; at a kink, or with inputs beyond 1000, choose other inputs.
                """;
            throw new GradientException(text.ToString(CultureInfo.InvariantCulture));
        }
    }
}
