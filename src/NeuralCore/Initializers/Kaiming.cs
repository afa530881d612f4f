namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>
    /// Numbers drawn evenly, with variance 2 / ((1 + slope²) fan): for ReLU and LeakyReLU (He, Zhang, Ren, Sun: Delving Deep into
    /// Rectifiers, ICCV 2015).
    /// </summary>
    /// <param name="slope">The slope of the LeakyReLU that follows on its negative side; 0 for ReLU.</param>
    /// <param name="fan">Which connections are counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite, or the fan is none of its values.</exception>
    public static Initializer KaimingUniform(Real slope = 0, Fan fan = Fan.In) => Kaiming(isUniform: true, slope, fan);

    /// <summary>Numbers drawn from the normal distribution, with the variance of <see cref="KaimingUniform"/>.</summary>
    /// <inheritdoc cref="KaimingUniform"/>
    public static Initializer KaimingNormal(Real slope = 0, Fan fan = Fan.In) => Kaiming(isUniform: false, slope, fan);

    private static ScaledInitializer Kaiming(bool isUniform, Real slope, Fan fan)
    {
        double square = (double)Finite(slope, nameof(slope)) * slope;
        if (fan is not (Fan.In or Fan.Out))
            Throw.OutOfRange(nameof(fan), fan, "Fan.In or Fan.Out");
        return Scaled(isUniform, connections => 2 / ((1 + square) * connections.Of(fan)));
    }
}
