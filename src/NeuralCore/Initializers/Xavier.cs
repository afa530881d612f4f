namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>
    /// Numbers drawn evenly, with variance gain² · 2 / (in + out): for tanh and sigmoid (Glorot and Bengio: Understanding the
    /// difficulty of training deep feedforward neural networks, AISTATS 2010).
    /// </summary>
    /// <param name="gain">A factor for the standard deviation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative or not finite.</exception>
    public static Initializer XavierUniform(Real gain = 1) => Xavier(isUniform: true, gain);

    /// <summary>Numbers drawn from the normal distribution, with the variance of <see cref="XavierUniform"/>.</summary>
    /// <inheritdoc cref="XavierUniform"/>
    public static Initializer XavierNormal(Real gain = 1) => Xavier(isUniform: false, gain);

    private static ScaledInitializer Xavier(bool isUniform, Real gain)
    {
        double factor = NotNegative(gain, nameof(gain));
        return Scaled(isUniform, fan => factor * factor * 2 / (fan.In + fan.Out));
    }
}
