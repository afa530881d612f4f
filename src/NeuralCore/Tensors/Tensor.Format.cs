using System.Globalization;
using System.Text;

namespace NeuralCore;

public sealed partial class Tensor
{
    private string DebuggerDisplay => Count == 1 ? $"{Shape} {ToString()}" : $"{Shape}{(Node is null ? "" : " from " + Node.Name)}";

    /// <summary>
    /// The numbers in nested brackets, rounded to at most four digits after the point and aligned, much as NumPy and PyTorch print them; of
    /// more than 1000 numbers only the first and last three along each axis. The same in every culture.
    /// </summary>
    public override string ToString() => new TensorText(this).ToString();
}

file sealed class TensorText
{
    private const int EdgeItems = 3;
    private const int SummaryThreshold = 1000;
    private const int Digits = 4;
    private const int LineWidth = 80;

    private readonly Shape shape;
    private readonly bool isSummary;
    private readonly List<int> shown = [];
    private readonly string[] texts;
    private readonly StringBuilder text = new();
    private readonly int width;
    private int next;

    public TensorText(Tensor tensor)
    {
        shape = tensor.Shape;
        isSummary = tensor.Count > SummaryThreshold;
        Collect(0, 0);
        Real[] picked = [.. shown.Select(i => tensor.Values[i])];
        string format = Format(picked);
        texts = Array.ConvertAll(picked, value => Format(value, format));
        width = texts.Length == 0 ? 0 : texts.Max(number => number.Length);
    }

    public override string ToString()
    {
        if (shape.Rank == 0)
            return texts[0];
        if (shape.Count == 0)
            return shape.Rank == 1 ? "[]" : $"[] of shape {shape}";
        Write(0);
        return text.ToString();
    }

    private void Write(int axis)
    {
        bool isInnermost = axis == shape.Rank - 1;
        string newLine = "\n" + new string(' ', axis + 1);
        string separator = isInnermost ? "" : new string('\n', shape.Rank - 2 - axis) + newLine;
        int perLine = Math.Max(1, (LineWidth - axis - 1) / (width + 2));
        int size = shape[axis];
        text.Append('[');
        for (int i = 0, onLine = 0; i < size; i++, onLine++)
        {
            if (i > 0)
                text.Append(',').Append(!isInnermost ? separator : onLine % perLine == 0 ? newLine : " ");
            if (IsSkipped(i, size))
            {
                text.Append("...");
                i = size - EdgeItems - 1;
            }
            else if (isInnermost)
            {
                text.Append(texts[next++].PadLeft(width));
            }
            else
            {
                Write(axis + 1);
            }
        }

        text.Append(']');
    }

    private void Collect(int axis, int offset)
    {
        if (axis == shape.Rank)
        {
            shown.Add(offset);
            return;
        }

        int size = shape[axis];
        for (int i = 0; i < size; i++)
        {
            if (IsSkipped(i, size))
                i = size - EdgeItems - 1;
            else
                Collect(axis + 1, (offset * size) + i);
        }
    }

    private bool IsSkipped(int i, int size) => isSummary && size > 2 * EdgeItems && i >= EdgeItems && i < size - EdgeItems;

    // One notation for all numbers, so that their points stand below each other: the exponent form when plain digits would hide small
    // numbers or fill the line with large ones, else as many digits after the point as one of them needs.
    private static string Format(ReadOnlySpan<Real> values)
    {
        Real largest = 0;
        Real smallest = Real.PositiveInfinity;
        int digits = 0;
        foreach (Real value in values)
        {
            Real size = Real.Abs(value);
            if (!Real.IsFinite(size) || size == 0)
                continue;
            largest = Real.Max(largest, size);
            smallest = Real.Min(smallest, size);
            while (digits < Digits && Math.Round((double)value, digits) != Math.Round((double)value, Digits))
                digits++;
        }

        if (largest >= (Real)1e8 || (largest > 0 && (smallest < (Real)1e-4 || largest / smallest > (Real)1e8)))
            return "0." + new string('0', Digits) + "e+00";
        return "F" + digits.ToString(CultureInfo.InvariantCulture);
    }

    private static string Format(Real value, string format)
    {
        if (Real.IsNaN(value))
            return "nan";
        if (Real.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        return ((double)value).ToString(format, CultureInfo.InvariantCulture);
    }
}
