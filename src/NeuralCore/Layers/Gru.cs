using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// The gated recurrent unit (Cho and others, 2014), with the reset gate after the product. In each step, with gates r and z and new content n, each a
/// row of blocks of the weights in the order r, z, n: r, z = σ(W x + b + U h + c), n = tanh(W x + b + r · (U h + c)),
/// h' = (1 - z) · n + z · h. Shapes: input [batch, steps, in], result [batch, steps, directions · hidden].
/// </summary>
/// <remarks><inheritdoc cref="RecurrentLayer" path="/remarks"/></remarks>
public sealed class Gru : RecurrentLayer
{
    /// <summary>Sets the sizes and the form.</summary>
    /// <inheritdoc cref="Lstm(int, int, int, bool, bool, Real, bool, bool, Rng)"/>
    public Gru(
        int inputs,
        int hidden,
        int layers = 1,
        bool bias = true,
        bool batchFirst = true,
        Real dropout = 0,
        bool bidirectional = false,
        bool returnSequences = true,
        Rng? rng = null)
        : base(RecurrentKind.GruCell, new(inputs, hidden, layers, bias, batchFirst, dropout, bidirectional, returnSequences), rng)
    {
    }
}
