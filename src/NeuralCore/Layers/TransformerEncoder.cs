namespace NeuralCore;

/// <summary>
/// A transformer's encoder: layers one after the other, all with the same mask, and a normalisation at the end where one is given, which
/// layers that normalise first need. Shapes: x [batch, tokens, features], result as x. The layers are called layers.0, layers.1 …, and the
/// normalisation norm, as in PyTorch.
/// </summary>
/// <remarks>PyTorch's module makes its layers as copies of one, with the same first weights; here each has its own.</remarks>
public sealed class TransformerEncoder : Layer
{
    private readonly Sequential layers;
    private readonly Layer? norm;

    /// <summary>Puts layers in a row.</summary>
    /// <param name="layers">The layers, such as <c>Enumerable.Range(0, 6).Select(_ =&gt; new TransformerEncoderLayer(512, 8))</c>.</param>
    /// <param name="norm">What normalises the last layer's result; without, nothing.</param>
    public TransformerEncoder(IEnumerable<TransformerEncoderLayer> layers, Layer? norm = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        this.layers = AddChild("layers", new Sequential([.. layers]));
        this.norm = norm is null ? null : AddChild("norm", norm);
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is not [batch, tokens, features].</exception>
    public override Tensor Forward(Tensor input) => Forward(input, mask: null);

    /// <summary>The encoder's result where tokens may not look at all others.</summary>
    /// <param name="input">The tokens [batch, tokens, features].</param>
    /// <param name="mask">Which tokens a token may look at; without, all.</param>
    /// <exception cref="ShapeException">The input or the mask does not fit.</exception>
    public Tensor Forward(Tensor input, AttentionMask? mask)
    {
        ArgumentNullException.ThrowIfNull(input);
        using TrainingScope scope = EnterTraining();
        Tensor x = input;
        for (int i = 0; i < layers.Count; i++)
            x = ((TransformerEncoderLayer)layers[i]).Forward(x, mask);
        return norm is null ? x : norm.Forward(x);
    }
}
