using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NeuralCore.Datasets;

/// <summary>Every error text of the data sets. Each says what, where, got and expected, and what to try.</summary>
[StackTraceHidden]
internal static partial class Throw
{
    [DoesNotReturn]
    private static void Format(string file, long offset, string place, string problem, string advice, Exception? cause = null) =>
        throw new DataFormatException(file, offset, Text($"{file}, byte {offset} of the {place}: {problem} {advice}"), cause);

    // Numbers look the same whatever the user's culture.
    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
