namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>
    /// Numbers drawn evenly, with variance 1 / in: outputs keep the size of inputs (LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998).
    /// </summary>
    public static Initializer LeCunUniform() => Scaled(isUniform: true, fan => 1 / fan.In);

    /// <summary>Numbers drawn from the normal distribution, with the variance of <see cref="LeCunUniform"/>.</summary>
    public static Initializer LeCunNormal() => Scaled(isUniform: false, fan => 1 / fan.In);
}
