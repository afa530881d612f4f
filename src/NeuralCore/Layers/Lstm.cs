using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997; with the forget gate of Gers, Schmidhuber and Cummins, 2000). In each step, with gates i, f, o
/// and new content g, each a row of blocks of the weights in the order i, f, g, o:
/// i, f, o = σ(W x + b + U h + c), g = tanh(W x + b + U h + c), cell' = f · cell + i · g, h' = o · tanh(cell'). Shapes: input
/// [batch, steps, in], result [batch, steps, directions · hidden].
/// </summary>
/// <remarks><inheritdoc cref="RecurrentLayer" path="/remarks"/></remarks>
public sealed class Lstm : RecurrentLayer
{
    /// <summary>Sets the sizes and the form.</summary>
    /// <param name="inputs">How many features a step has.</param>
    /// <param name="hidden">How many numbers the hidden state has, and the cell.</param>
    /// <param name="layers">How many layers there are, each of which is given the result of the one before.</param>
    /// <param name="bias">Whether addends are learned.</param>
    /// <param name="batchFirst">Whether axis 0 is the batch and axis 1 the steps; otherwise they change places.</param>
    /// <param name="dropout">How likely, in training, a number between two layers is dropped; nothing is with one layer.</param>
    /// <param name="bidirectional">Whether each layer goes through the sequence from the end, too, and gives both results side by side.</param>
    /// <param name="returnSequences">
    /// Whether the result is that of each step. Otherwise it is the last layer's hidden state after the last step of each direction:
    /// [batch, directions · hidden], as a classifier of sequences needs it.
    /// </param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the dropout is not from 0 to 1.</exception>
    public Lstm(
        int inputs,
        int hidden,
        int layers = 1,
        bool bias = true,
        bool batchFirst = true,
        Real dropout = 0,
        bool bidirectional = false,
        bool returnSequences = true,
        Rng? rng = null)
        : base(RecurrentKind.LstmCell, new(inputs, hidden, layers, bias, batchFirst, dropout, bidirectional, returnSequences), rng)
    {
    }
}
