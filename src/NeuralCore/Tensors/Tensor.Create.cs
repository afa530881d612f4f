using System.Globalization;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Zeros. <c>Tensor.Zeros(2, 3)</c> has two rows and three columns; <c>Tensor.Zeros()</c> is a scalar.</summary>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Full(0, shape);

    /// <summary>Ones.</summary>
    public static Tensor Ones(params ReadOnlySpan<int> shape) => Full(1, shape);

    /// <summary>One value everywhere.</summary>
    public static Tensor Full(Real value, params ReadOnlySpan<int> shape)
    {
        Tensor result = Rent(Shape.Create(shape));
        result.Target.Fill(value);
        return result;
    }

    /// <summary>A tensor without axes that holds one number.</summary>
    public static Tensor Scalar(Real value) => Full(value);

    /// <summary>A vector with a copy of the values.</summary>
    public static Tensor From(ReadOnlySpan<Real> values) => From(values, [values.Length]);

    /// <summary>A tensor with a copy of the values, given row by row.</summary>
    /// <exception cref="ShapeException">The values do not fill the shape.</exception>
    public static Tensor From(ReadOnlySpan<Real> values, params ReadOnlySpan<int> shape)
    {
        Shape checkedShape = Shape.Create(shape);
        if (values.Length != checkedShape.Count)
            Throw.CountsDiffer(nameof(From), values.Length, checkedShape);
        Tensor result = Rent(checkedShape);
        values.CopyTo(result.Target);
        return result;
    }

    /// <summary>
    /// A tensor with a copy of a rectangular array of any rank, such as <c>float[,]</c> or <c>byte[,,]</c>; the numbers are converted.
    /// </summary>
    /// <exception cref="ArgumentException">The array holds something other than numbers, or arrays (a jagged array).</exception>
    public static Tensor From(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Span<int> sizes = values.Rank <= 8 ? stackalloc int[values.Rank] : new int[values.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
            sizes[axis] = values.GetLength(axis);
        Tensor result = Rent(Shape.Create(sizes));
        Span<Real> target = result.Target;
        int i = 0;
        foreach (object? value in values)
        {
            if (value is Half half)
                target[i++] = (Real)half;
            else if (value is not IConvertible number || value is string or char or bool or DateTime)
                Throw.NotANumber(values.GetType(), value);
            else
                target[i++] = (Real)number.ToDouble(CultureInfo.InvariantCulture);
        }

        return result;
    }

    /// <summary>A tensor over an array, without copying: both see each other's changes. Operations need not be told of changes made through the array.</summary>
    /// <exception cref="ShapeException">The array does not fill the shape.</exception>
    public static Tensor Wrap(Real[] values, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shape checkedShape = shape.Length == 0 ? [values.Length] : Shape.Create(shape);
        if (values.Length != checkedShape.Count)
            Throw.CountsDiffer(nameof(Wrap), values.Length, checkedShape);
        Block block = new(values, 0, values.Length);
        block.Expose();
        return new Tensor(block, 0, checkedShape);
    }

    /// <summary>The whole numbers 0 to <paramref name="count"/> - 1, as a vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static Tensor Range(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Range(0, count);
    }

    /// <summary>The numbers start, start + step, start + 2 step … before <paramref name="end"/>, as a vector. Each is start + i step, so no error adds up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is zero or not finite, or the vector would be too long.</exception>
    public static Tensor Range(Real start, Real end, Real step = 1)
    {
        if (step == 0 || !Real.IsFinite(step))
            Throw.OutOfRange(nameof(step), step, "finite and not zero");
        double count = Math.Max(0, Math.Ceiling(((double)end - start) / step));
        if (!(count <= Shape.MaxCount))
            Throw.OutOfRange(nameof(end), end, "near enough to the start that the numbers fit in one tensor");
        Tensor result = Rent([(int)count]);
        Span<Real> target = result.Target;
        for (int i = 0; i < target.Length; i++)
            target[i] = start + (i * step);
        return result;
    }

    /// <summary><paramref name="count"/> numbers at equal distances from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    public static Tensor Linspace(Real start, Real end, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Tensor result = Rent([count]);
        Span<Real> target = result.Target;
        for (int i = 0; i < target.Length; i++)
            target[i] = i == count - 1 && count > 1 ? end : (Real)(start + (((double)end - start) * i / Math.Max(1, count - 1)));
        return result;
    }

    /// <summary>The identity matrix.</summary>
    public static Tensor Identity(int size)
    {
        Tensor result = Zeros(size, size);
        for (int i = 0; i < size; i++)
            result.Target[(i * size) + i] = 1;
        return result;
    }

    /// <summary>Numbers drawn evenly from [0, 1).</summary>
    public static Tensor Uniform(Rng rng, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(rng);
        Tensor result = Rent(Shape.Create(shape));
        rng.FillUniform(result.Target);
        return result;
    }

    /// <summary>Numbers drawn from the normal distribution with mean 0 and standard deviation 1.</summary>
    public static Tensor Normal(Rng rng, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(rng);
        Tensor result = Rent(Shape.Create(shape));
        rng.FillNormal(result.Target);
        return result;
    }
}
