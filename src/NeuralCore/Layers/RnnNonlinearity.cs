namespace NeuralCore;

/// <summary>What <see cref="Rnn"/> applies to the sum of its two products.</summary>
public enum RnnNonlinearity
{
    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,
}
