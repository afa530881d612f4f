using System.Globalization;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>To which size images [batch, channels, height, width] or lines [batch, channels, length] are brought, and how.</summary>
internal readonly record struct UpsampleSettings
{
    private readonly double factor;
    private readonly Shape size;
    private readonly UpsampleMode mode;
    private readonly bool alignCorners;

    /// <summary>So many times as large.</summary>
    public UpsampleSettings(double scaleFactor, UpsampleMode mode, bool alignCorners)
        : this(mode, alignCorners)
    {
        if (!(scaleFactor > 0 && double.IsFinite(scaleFactor)))
            Throw.OutOfRange(nameof(scaleFactor), scaleFactor, "finite and above 0");
        factor = scaleFactor;
    }

    /// <summary>Of this size.</summary>
    public UpsampleSettings(Shape size, UpsampleMode mode, bool alignCorners)
        : this(mode, alignCorners)
    {
        if (size.Rank is not (1 or 2) || size.Count == 0)
            Throw.OutOfRange(nameof(size), size, "[length] or [height, width], each 1 or more");
        this.size = size;
    }

    private UpsampleSettings(UpsampleMode mode, bool alignCorners)
    {
        if (!Enum.IsDefined(mode))
            Throw.OutOfRange(nameof(mode), mode, "one of the modes that have a name");
        if (alignCorners && mode == UpsampleMode.Nearest)
            Throw.NoCornersToAlign();
        (this.mode, this.alignCorners) = (mode, alignCorners);
    }

    /// <summary>The places at which a tensor is read, and the shape of the result.</summary>
    /// <exception cref="ShapeException">The tensor has other axes, has no pixels, or would have none.</exception>
    public (SamplingLayout Layout, Shape Result) On(Shape shape)
    {
        if (factor != 0 ? shape.Rank is not (3 or 4) : shape.Rank != size.Rank + 2)
            Throw.NotImages(nameof(Tensor.Upsample), Expected, shape);
        bool isLine = shape.Rank == 3;
        Sampling rows = isLine ? new(1, 1) : Along(2, shape);
        Sampling columns = Along(shape.Rank - 1, shape);
        Shape result = isLine ? [shape[0], shape[1], columns.Count] : [shape[0], shape[1], rows.Count, columns.Count];
        return (new(shape[0] * shape[1], rows, columns), result);
    }

    /// <summary>The call as one would write it.</summary>
    public override string ToString()
    {
        string size = factor != 0 ? factor.ToString(CultureInfo.InvariantCulture) : this.size.ToString();
        return $"Upsample({size}{(mode == UpsampleMode.Nearest ? "" : $", {mode}")}{(alignCorners ? ", alignCorners: true" : "")})";
    }

    private string Expected => factor != 0 ? "[batch, channels, height, width] or [batch, channels, length]"
        : size.Rank == 1 ? "[batch, channels, length]"
        : "[batch, channels, height, width]";

    private Sampling Along(int axis, Shape shape)
    {
        int before = shape[axis];
        if (before == 0)
            Throw.NoPixels(nameof(Tensor.Upsample), axis, shape);

        // More than any tensor holds is refused where the shape is made.
        int count = factor == 0 ? size[axis - 2] : (int)Math.Min(int.MaxValue, Math.Floor(before * factor));
        if (count == 0)
            Throw.NothingLeft(nameof(Tensor.Upsample), axis, shape, factor);
        return new(before, count, factor, mode == UpsampleMode.Linear, alignCorners);
    }
}
