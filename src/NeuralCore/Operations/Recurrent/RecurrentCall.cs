namespace NeuralCore.Operations;

/// <summary>What one direction of one recurrent layer is given, and what is wanted of it. Everything has been checked.</summary>
/// <param name="Input">[batch, steps, in], or [steps, batch, in].</param>
/// <param name="Weights">What the layer has learned.</param>
/// <param name="Hidden">The hidden states before the first step [batch, hidden]; zero when left out.</param>
/// <param name="Cell">The cells before the first step [batch, hidden]; zero when left out.</param>
/// <param name="Lengths">How many steps each example has [batch]; all of them when left out.</param>
internal readonly record struct RecurrentCall(
    Tensor Input, RecurrentWeights Weights, Tensor? Hidden = null, Tensor? Cell = null, Tensor? Lengths = null)
{
    /// <summary>Whether the steps of an example lie together.</summary>
    public bool IsBatchFirst { get; init; }

    /// <summary>Whether the last step comes first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Whether the hidden state after each step is wanted.</summary>
    public bool WantsSequence { get; init; }

    /// <summary>Whether the states after the last step are wanted.</summary>
    public bool WantsFinal { get; init; }
}
