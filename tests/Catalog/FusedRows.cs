using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class FusedRows
{
    // What survives is nowhere near 0, so that the row finds the mask again in the result.
    private static readonly Input mask = new([6, 7], (_, count) =>
        [.. Tensor.Ones(count).Dropout((Real)0.25, 3, 1, 2).ToArray().Select(value => value > 0 ? 1.0 : 0.0)], IsDifferentiable: false);

    public static IEnumerable<OperationRow> All =>
    [
        new("BatchNormalize", "F.batch_norm(x, torch.zeros(4), torch.ones(4), y, z, training=True)", x => Batch(x, 4), Numbers([6, 4]), Numbers([4]), Numbers([4])),
        new("BatchNormalize channels", "F.batch_norm(x, torch.zeros(3), torch.ones(3), y, z, training=True)", x => Batch(x, 3), Numbers([3, 3, 2, 5]), Numbers([3]), Numbers([3])),
        new("NormalizeChannels", "F.batch_norm(x, w, u, y, z)", x => x[0].NormalizeChannels(x[3], x[4], x[1], x[2]),
            Numbers([6, 4]), Numbers([4]), Numbers([4]), Numbers([4]).Constant(), Numbers([4], 0.5).Constant()),
        new("NormalizeChannels of images", "F.batch_norm(x, w, u, y, z)", x => x[0].NormalizeChannels(x[3], x[4], x[1], x[2]),
            Numbers([2, 3, 2, 5]), Numbers([3]), Numbers([3]), Numbers([3]).Constant(), Numbers([3], 0.5).Constant()),
        Of("LayerNormalize", "F.layer_norm(x, [7], y, z)", (x, y, z) => x.LayerNormalize([7], y, z), Numbers([4, 7]), Numbers([7]), Numbers([7])),
        Of("LayerNormalize two axes", "F.layer_norm(x, [3, 4], y, z)", (x, y, z) => x.LayerNormalize([3, 4], y, z), Numbers([2, 3, 4]), Numbers([3, 4]), Numbers([3, 4])),
        Of("LayerNormalize alone", "F.layer_norm(x, [20])", x => x.LayerNormalize([20]), [3, 20]),
        Of("Dropout", "x * y / 0.75", (x, y) => x.Dropout((Real)0.25, 3, 1, 2), Numbers([6, 7]), mask).MayHideNaN(),
        Of("Linear then Relu", "torch.relu(F.linear(x, y, z))", (x, y, z) => Activation.Relu.ApplyToLinear(x, y, z), Numbers([5, 4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear then Gelu", "F.gelu(F.linear(x, y, z))", (x, y, z) => Activation.Gelu.ApplyToLinear(x, y, z), Numbers([5, 4]), Numbers([3, 4]), Numbers([3])),
        Of("Linear without bias then Tanh", "torch.tanh(F.linear(x, y))", (x, y) => Activation.Tanh.ApplyToLinear(x, y, null), Numbers([5, 4]), Numbers([3, 4])),
    ];

    private static Tensor Batch(Tensor[] x, int channels) =>
        x[0].BatchNormalize(x[1], x[2], Tensor.Zeros(channels), Tensor.Ones(channels));
}
