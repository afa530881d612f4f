using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>Makes images or lines larger: <see cref="Tensor.Upsample(double, UpsampleMode, bool)"/> as a layer.</summary>
public sealed class Upsample : Layer
{
    private readonly UpsampleSettings settings;

    /// <summary>Makes them so many times as large.</summary>
    /// <inheritdoc cref="Tensor.Upsample(double, UpsampleMode, bool)" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not finite and above 0.</exception>
    /// <exception cref="ArgumentException">Corners are to be aligned with <see cref="UpsampleMode.Nearest"/>.</exception>
    public Upsample(double scaleFactor, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
        : this(new UpsampleSettings(scaleFactor, mode, alignCorners))
    {
    }

    /// <summary>Brings them to one size.</summary>
    /// <inheritdoc cref="Tensor.Upsample(Shape, UpsampleMode, bool)" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">There are not one or two sizes, each 1 or more.</exception>
    /// <exception cref="ArgumentException">Corners are to be aligned with <see cref="UpsampleMode.Nearest"/>.</exception>
    public Upsample(Shape size, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
        : this(new UpsampleSettings(size, mode, alignCorners))
    {
    }

    private Upsample(UpsampleSettings settings)
    {
        this.settings = settings;
        Description = settings.ToString();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Upsample(settings);
    }
}
