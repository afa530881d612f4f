using static NeuralCore.Catalog.Input;

namespace NeuralCore.Catalog;

/// <summary>Attention and the transformer's encoder, asked in every way.</summary>
public static class AttentionLayerRows
{
    private const string Attention = "nn.MultiheadAttention(6, 2, batch_first=True)";

    // As PyTorch says it: true is what may not be seen.
    private const string Forbidden = "(torch.tensor([[1, 1, 0, 1], [1, 1, 1, 0], [0, 1, 1, 1], [1, 0, 1, 1]]) == 0)";
    private const string Filled = "(torch.tensor([[0, 0, 0, 1], [0, 0, 1, 1]]) == 1)";
    private const string Later = "(torch.ones(4, 4).triu(1) == 1)";

    public static IEnumerable<LayerRow> All =>
    [
        new("MultiHeadAttention", "SelfAttention(6, 2)", () => new MultiHeadAttention(6, 2), Numbers([2, 5, 6])) { Weights = (-1, 1), Trains = true },
        new("MultiHeadAttention without bias", "SelfAttention(4, 4, bias=False)", () => new MultiHeadAttention(4, 4, bias: false), Numbers([3, 2, 4])),
        new("MultiHeadAttention with dropout", "SelfAttention(6, 3, dropout=0.3)",
            () => new MultiHeadAttention(6, 3, (Real)0.3), Numbers([2, 5, 6])) { IsDeterministic = false },
        new("MultiHeadAttention of other keys", Called(Attention, Parts("q, k, k")),
            () => new Called<MultiHeadAttention>(new(6, 2), (attention, x) =>
            {
                (Tensor query, Tensor key, _) = Parts(x);
                return attention.Forward(query, key, key);
            }),
            Numbers([2, 11, 6])) { Weights = (-1, 1), Trains = true },
        new("MultiHeadAttention of other keys and values", Called("nn.MultiheadAttention(6, 3, bias=False, batch_first=True)", Parts("q, k, v")),
            () => new Called<MultiHeadAttention>(new(6, 3, bias: false), (attention, x) =>
            {
                (Tensor query, Tensor key, Tensor value) = Parts(x);
                return attention.Forward(query, key, value);
            }),
            Numbers([2, 11, 6])) { Weights = (-1, 1) },
        new("MultiHeadAttention with a mask",
            Called(Attention, $"m(x, x, x, attn_mask={Forbidden}, key_padding_mask={Filled}, need_weights=False)[0]"),
            () => new Called<MultiHeadAttention>(new(6, 2), (attention, x) => attention.Forward(x, new AttentionMask { Allowed = Allowed, Padding = Padding })),
            Numbers([2, 4, 6])) { Weights = (-1, 1), Trains = true },
        new("MultiHeadAttention with all masks",
            Called(Attention, Parts($"q, k, v, attn_mask=q[..., :4].repeat_interleave(2, 0).masked_fill(({Forbidden} | {Later})[:3], -math.inf), key_padding_mask={Filled}")),
            () => new Called<MultiHeadAttention>(new(6, 2), (attention, x) =>
            {
                (Tensor query, Tensor key, Tensor value) = Parts(x);

                // Added is what depends on the input too, so that its gradient is seen.
                Tensor addend = query[.., .., ..4].Reshape(2, 1, 3, 4);
                AttentionMask mask = new() { IsCausal = true, Allowed = Allowed[..3], Addend = addend, Padding = Padding };
                return attention.Forward(query, key, value, mask);
            }),
            Numbers([2, 11, 6])) { Weights = (-1, 1), Trains = true },
        new("TransformerEncoderLayer", "nn.TransformerEncoderLayer(4, 2, 6, 0, 'gelu', batch_first=True)",
            () => new TransformerEncoderLayer(4, 2, 6, 0, Activation.Gelu), Numbers([2, 3, 4])) { Weights = (-1, 1), Trains = true },
        new("TransformerEncoderLayer norm first", "nn.TransformerEncoderLayer(6, 3, 5, 0, F.gelu, 0.01, batch_first=True, norm_first=True)",
            () => new TransformerEncoderLayer(6, 3, 5, 0, Activation.Gelu, normFirst: true, epsilon: (Real)0.01), Numbers([2, 3, 6])) { Weights = (-1, 1) },
        new("TransformerEncoderLayer with dropout", "nn.TransformerEncoderLayer(4, 2, 5, batch_first=True)",
            () => new TransformerEncoderLayer(4, 2, 5), Numbers([2, 3, 4])) { IsDeterministic = false, Weights = (-1, 1) },
        new("TransformerEncoderLayer causal and padded",
            Called("nn.TransformerEncoderLayer(4, 2, 6, 0, 'gelu', batch_first=True)", $"m(x, {Later}, {Filled})"),
            () => new Called<TransformerEncoderLayer>(new(4, 2, 6, 0, Activation.Gelu), (layer, x) =>
                layer.Forward(x, AttentionMask.Causal with { Padding = Padding })),
            Numbers([2, 4, 4])) { Weights = (-1, 1), Trains = true },
        new("TransformerEncoder", "nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6, 0, 'gelu', batch_first=True), 2, nn.LayerNorm(4))",
            () => new TransformerEncoder([.. Enumerable.Range(0, 2).Select(_ => new TransformerEncoderLayer(4, 2, 6, 0, Activation.Gelu))], new LayerNorm(4)),
            Numbers([2, 3, 4])) { Weights = (-1, 1), Trains = true },
        new("TransformerEncoder causal and padded",
            Called(
                "nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 6, 0, 'gelu', batch_first=True, norm_first=True), 2, nn.LayerNorm(4))",
                $"m(x, {Later}, {Filled})"),
            () => new Called<TransformerEncoder>(
                new([.. Enumerable.Range(0, 2).Select(_ => new TransformerEncoderLayer(4, 2, 6, 0, Activation.Gelu, normFirst: true))], new LayerNorm(4)),
                (encoder, x) => encoder.Forward(x, AttentionMask.Causal with { Padding = Padding })),
            Numbers([2, 4, 4])) { Weights = (-1, 1), Trains = true },
    ];

    private static Tensor Allowed => Tensor.From([1, 1, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1], 4, 4);

    private static Tensor Padding => Tensor.From([0, 0, 0, 1, 0, 0, 1, 1], 2, 4);

    private static string Called(string module, string call) => $"Called({module}, lambda m, x: {call})";

    // Attention among the parts of its input: three tokens that ask, four that are asked, four that answer.
    private static string Parts(string arguments) => $"(lambda q, k, v: m({arguments}, need_weights=False)[0])(*x.split([3, 4, 4], 1))";

    private static (Tensor Query, Tensor Key, Tensor Value) Parts(Tensor x) => (x.Slice(1, 0, 3), x.Slice(1, 3, 4), x.Slice(1, 7, 4));
}
