using static NeuralCore.Catalog.Input;

namespace NeuralCore.Catalog;

public static class NormalizationRows
{
    public static IEnumerable<OperationRow> All =>
    [
        new("BatchNormalize", "F.batch_norm(x, None, None, None, None, True)", i => i[0].BatchNormalize(), Numbers([5, 3])),
        new("BatchNormalize affine", "F.batch_norm(x, None, None, y, z, True, 0.1, 0.01)",
            i => i[0].BatchNormalize(i[1], i[2], epsilon: (Real)0.01), Numbers([5, 19]), Numbers([19]), Numbers([19])),
        new("BatchNormalize images", "F.batch_norm(x, None, None, y, z, True)",
            i => i[0].BatchNormalize(i[1], i[2]), Numbers([3, 2, 3, 7]), Numbers([2]), Numbers([2])),
        new("BatchNormalize sequences", "F.batch_norm(x, None, None, y, z, True)",
            i => i[0].BatchNormalize(i[1], i[2]), Numbers([4, 3, 6]), Numbers([3]), Numbers([3])),
        new("NormalizeChannels", "F.batch_norm(x, y, z, eps=1e-5)",
            i => i[0].NormalizeChannels(i[1], i[2]), Numbers([4, 3]), Numbers([3]).Constant(), Numbers([3], 0.5, 2).Constant()),
        new("NormalizeChannels images", "(x - y.reshape(3, 1)) / torch.sqrt(z.reshape(3, 1) + 1e-5) * w.reshape(3, 1) + u.reshape(3, 1)",
            i => i[0].NormalizeChannels(i[1], i[2], i[3], i[4]),
            Numbers([2, 3, 18]), Numbers([3]), Numbers([3], 0.5, 2), Numbers([3]), Numbers([3])),
        new("LayerNormalize", "F.layer_norm(x, [5])", i => i[0].LayerNormalize([5]), Numbers([4, 5])),
        new("LayerNormalize affine", "F.layer_norm(x, [19], y, z, 0.01)",
            i => i[0].LayerNormalize([19], i[1], i[2], (Real)0.01), Numbers([2, 3, 19]), Numbers([19]), Numbers([19])),
        new("LayerNormalize two axes", "F.layer_norm(x, [3, 4], y, z)",
            i => i[0].LayerNormalize([3, 4], i[1], i[2]), Numbers([2, 3, 4]), Numbers([3, 4]), Numbers([3, 4])),
        new("RmsNormalize", $"{Rms("[-1]", "1e-5")}", i => i[0].RmsNormalize([5]), Numbers([4, 5])),
        new("RmsNormalize affine", $"{Rms("[-1]", "0.01")} * y",
            i => i[0].RmsNormalize([19], i[1], (Real)0.01), Numbers([2, 3, 19]), Numbers([19])),
        new("RmsNormalize two axes", $"{Rms("[-2, -1]", "1e-5")} * y", i => i[0].RmsNormalize([3, 4], i[1]), Numbers([2, 3, 4]), Numbers([3, 4])),
        new("GroupNormalize", "F.group_norm(x, 2)", i => i[0].GroupNormalize(2), Numbers([3, 6])),
        new("GroupNormalize sequences", "F.group_norm(x, 2, y, z, 0.01)",
            i => i[0].GroupNormalize(2, i[1], i[2], (Real)0.01), Numbers([3, 4, 5]), Numbers([4]), Numbers([4])),
        new("GroupNormalize images", "F.group_norm(x, 3, y, z)",
            i => i[0].GroupNormalize(3, i[1], i[2]), Numbers([2, 6, 3, 7]), Numbers([6]), Numbers([6])),
        new("GroupNormalize all together", "F.group_norm(x, 1, y, z)",
            i => i[0].GroupNormalize(1, i[1], i[2]), Numbers([2, 4, 5]), Numbers([4]), Numbers([4])),
        new("GroupNormalize single channels", "F.group_norm(x, 4, y, z)",
            i => i[0].GroupNormalize(4, i[1], i[2]), Numbers([2, 4, 5]), Numbers([4]), Numbers([4])),
        new("InstanceNormalize", "F.instance_norm(x)", i => i[0].InstanceNormalize(), Numbers([3, 2, 19])),
        new("InstanceNormalize affine", "F.instance_norm(x, None, None, y, z, True, 0.1, 0.01)",
            i => i[0].InstanceNormalize(i[1], i[2], epsilon: (Real)0.01), Numbers([2, 3, 4, 5]), Numbers([3]), Numbers([3])),
        new("Dropout all", "F.dropout(x, 1.0, True)", i => i[0].Dropout(1, seed: 1), Numbers([3, 5])),
        new("Dropout quarter", $"x * torch.tensor({Kept}) / 0.75", i => i[0].Dropout((Real)0.25, seed: 7, stream: 3, step: 2), Numbers([3, 5])),
        new("ChannelDropout all", "F.dropout2d(x, 1.0, True)", i => i[0].ChannelDropout(1, seed: 1), Numbers([3, 5, 2, 2])),
        new("ChannelDropout quarter", $"x * torch.tensor({Kept}).reshape(3, 5, 1, 1) / 0.75",
            i => i[0].ChannelDropout((Real)0.25, seed: 7, stream: 3, step: 2), Numbers([3, 5, 2, 3])),
        new("ChannelDropout of features", $"x * torch.tensor({Kept}) / 0.75",
            i => i[0].ChannelDropout((Real)0.25, seed: 7, stream: 3, step: 2), Numbers([3, 5])),
    ];

    private static string Rms(string axes, string epsilon) => $"x / torch.sqrt(x.square().mean({axes}, keepdim=True) + {epsilon})";

    // What the published generator decides: number i is kept when word i of block 2^32 · step of the stream, without its last bit, is not below a quarter.
    private static string Kept
    {
        get
        {
            Rng words = new(7, 3) { Position = 2ul << 34 };
            IEnumerable<string> rows = Enumerable.Range(0, 3).Select(_ =>
                string.Join(",", Enumerable.Range(0, 5).Select(_ => words.NextBits() >> 1 >= 1u << 29 ? "1.0" : "0.0")));
            return $"[[{string.Join("],[", rows)}]]";
        }
    }
}
