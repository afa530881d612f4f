namespace NeuralCore.Operations;

/// <summary>
/// What one direction of one recurrent layer learns: the weights of the input [gates · hidden, in] and of the hidden state
/// [gates · hidden, hidden], and a bias [gates · hidden] for each of them, or none.
/// </summary>
internal readonly record struct RecurrentWeights(Tensor Input, Tensor Hidden, Tensor? InputBias, Tensor? HiddenBias)
{
    /// <summary>How many features a step has.</summary>
    public int Inputs => Input.Shape[1];

    /// <summary>How many numbers a state has.</summary>
    public int Width => Hidden.Shape[1];
}
