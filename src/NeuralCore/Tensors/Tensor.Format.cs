using System.Globalization;
using System.Text;

namespace NeuralCore;

public sealed partial class Tensor
{
    private const int EdgeItems = 3;
    private const int SummaryThreshold = 1000;
    private const int Digits = 4;

    private string DebuggerDisplay => Count == 1 ? $"{Shape} {ToString()}" : $"{Shape}{(Node is null ? "" : " from " + Node.Name)}";

    /// <summary>
    /// The numbers in nested brackets, rounded to four digits after the point and aligned, as NumPy prints them; of more than 1000 numbers
    /// only the first and last three along each axis.
    /// </summary>
    public override string ToString()
    {
        ReadOnlySpan<Real> values = Values;
        if (Rank == 0)
            return FormatNumber(values[0], UsesExponent(values));
        bool summarize = Count > SummaryThreshold;
        List<int> shown = [];
        Collect(0, 0, summarize, shown);
        Real[] picked = [.. shown.Select(i => Values[i])];
        bool exponent = UsesExponent(picked);
        string[] texts = [.. picked.Select(value => FormatNumber(value, exponent))];
        int width = texts.Length == 0 ? 0 : texts.Max(text => text.Length);
        int next = 0;
        StringBuilder text = new();
        Write(text, 0, summarize, () => texts[next++].PadLeft(width));
        return text.ToString();
    }

    private void Write(StringBuilder text, int axis, bool summarize, Func<string> number)
    {
        text.Append('[');
        bool innermost = axis == Rank - 1;
        string separator = innermost ? ", " : "," + new string('\n', Rank - 1 - axis) + new string(' ', axis + 1);
        int size = Shape[axis];
        for (int i = 0; i < size; i++)
        {
            if (i > 0)
                text.Append(separator);
            if (IsSkipped(i, size, summarize))
            {
                text.Append("...");
                i = size - EdgeItems - 1;
            }
            else if (innermost)
            {
                text.Append(number());
            }
            else
            {
                Write(text, axis + 1, summarize, number);
            }
        }

        text.Append(']');
    }

    private void Collect(int axis, int offset, bool summarize, List<int> shown)
    {
        if (axis == Rank)
        {
            shown.Add(offset);
            return;
        }

        int size = Shape[axis];
        for (int i = 0; i < size; i++)
        {
            if (IsSkipped(i, size, summarize))
                i = size - EdgeItems - 1;
            else
                Collect(axis + 1, (offset * size) + i, summarize, shown);
        }
    }

    private static bool IsSkipped(int i, int size, bool summarize) => summarize && size > 2 * EdgeItems && i >= EdgeItems && i < size - EdgeItems;

    // One notation for all numbers: the exponent form when plain digits would hide small ones or fill the line with large ones.
    private static bool UsesExponent(ReadOnlySpan<Real> values)
    {
        Real largest = 0;
        Real smallest = Real.PositiveInfinity;
        foreach (Real value in values)
        {
            Real size = Real.Abs(value);
            if (!Real.IsFinite(size) || size == 0)
                continue;
            largest = size > largest ? size : largest;
            smallest = size < smallest ? size : smallest;
        }

        return largest >= (Real)1e8 || (largest > 0 && (smallest < (Real)1e-4 || largest / smallest > 1000 * (Real)1e5));
    }

    private static string FormatNumber(Real value, bool exponent)
    {
        if (Real.IsNaN(value))
            return "nan";
        if (Real.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        return exponent
            ? value.ToString("0.0000e+00", CultureInfo.InvariantCulture)
            : Math.Round((double)value, Digits).ToString("0.####", CultureInfo.InvariantCulture);
    }
}
