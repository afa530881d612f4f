using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// A plain recurrent network (Elman, Finding Structure in Time, 1990). In each step: h' = f(W x + b + U h + c), with f = tanh or ReLU. Shapes:
/// input [batch, steps, in], result [batch, steps, directions · hidden].
/// </summary>
/// <remarks><inheritdoc cref="RecurrentLayer" path="/remarks"/></remarks>
public sealed class Rnn : RecurrentLayer
{
    /// <summary>Sets the sizes and the form.</summary>
    /// <param name="inputs">How many features a step has.</param>
    /// <param name="hidden">How many numbers the hidden state has.</param>
    /// <param name="layers">How many layers there are, each of which is given the result of the one before.</param>
    /// <param name="nonlinearity">The function f.</param>
    /// <param name="bias">Whether addends are learned.</param>
    /// <param name="batchFirst">Whether axis 0 is the batch and axis 1 the steps; otherwise they change places.</param>
    /// <param name="dropout">How likely, in training, a number between two layers is dropped; nothing is with one layer.</param>
    /// <param name="bidirectional">Whether each layer goes through the sequence from the end, too, and gives both results side by side.</param>
    /// <param name="returnSequences">
    /// Whether the result is that of each step. Otherwise it is the last layer's hidden state after the last step of each direction:
    /// [batch, directions · hidden], as a classifier of sequences needs it.
    /// </param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, the dropout is not from 0 to 1, or the nonlinearity is none.</exception>
    public Rnn(
        int inputs,
        int hidden,
        int layers = 1,
        RnnNonlinearity nonlinearity = RnnNonlinearity.Tanh,
        bool bias = true,
        bool batchFirst = true,
        Real dropout = 0,
        bool bidirectional = false,
        bool returnSequences = true,
        Rng? rng = null)
        : base(KindOf(nonlinearity), OptionsOf(nonlinearity, new(inputs, hidden, layers, bias, batchFirst, dropout, bidirectional, returnSequences)), rng)
    {
    }

    private static RecurrentKind KindOf(RnnNonlinearity nonlinearity) =>
        nonlinearity == RnnNonlinearity.Relu ? RecurrentKind.RnnRelu : RecurrentKind.RnnTanh;

    private static RecurrentOptions OptionsOf(RnnNonlinearity nonlinearity, RecurrentOptions options)
    {
        if (!Enum.IsDefined(nonlinearity))
            Throw.OutOfRange(nameof(nonlinearity), nonlinearity, "Tanh or Relu");
        return nonlinearity == RnnNonlinearity.Tanh ? options : options with { More = $"nonlinearity: {nonlinearity}" };
    }
}
