namespace NeuralCore;

public abstract partial class Activation
{
    /// <summary>x itself.</summary>
    public static Activation Identity { get; } = From(nameof(Identity), input => input);
}
