namespace NeuralCore;

public abstract partial class Activation
{
    /// <summary>x itself.</summary>
    public static Activation Identity { get; } = new FunctionActivation(nameof(Identity), input => input, isForeign: false);
}
