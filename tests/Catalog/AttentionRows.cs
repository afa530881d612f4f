using static NeuralCore.Catalog.Input;

namespace NeuralCore.Catalog;

public static class AttentionRows
{
    public static IEnumerable<OperationRow> All =>
    [
        new("ScaledDotProductAttention", $"torch.softmax({Scores(4)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2]), Numbers([2, 3, 4]), Numbers([2, 5, 4]), Numbers([2, 5, 3])),
        new("ScaledDotProductAttention scale", "torch.softmax(-0.75 * (x @ y.transpose(-1, -2)), -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], scale: (Real)(-0.75)), Numbers([2, 3, 4]), Numbers([2, 5, 4]), Numbers([2, 5, 3])),
        new("ScaledDotProductAttention matrices", $"torch.softmax({Scores(17)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2]), Numbers([3, 17], -1, 1), Numbers([18, 17], -1, 1), Numbers([18, 2])),
        new("ScaledDotProductAttention causal", $"torch.softmax({Scores(4)}{Later(5, 5)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], AttentionMask.Causal), Numbers([2, 2, 5, 4]), Numbers([2, 2, 5, 4]), Numbers([2, 2, 5, 4])),
        new("ScaledDotProductAttention causal, fewer keys", $"torch.softmax({Scores(2)}{Later(5, 3)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], AttentionMask.Causal), Numbers([5, 2]), Numbers([3, 2]), Numbers([3, 2])),
        new("ScaledDotProductAttention causal in blocks", $"torch.softmax({Scores(2)}{Later(67, 70)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], AttentionMask.Causal), Numbers([67, 2]), Numbers([70, 2]), Numbers([70, 1])),
        new("ScaledDotProductAttention in blocks", $"torch.softmax({Scores(2)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2]), Numbers([70, 2]), Numbers([19, 2]), Numbers([19, 3])),
        new("ScaledDotProductAttention addend", $"torch.softmax({Scores(4)} + w, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], new AttentionMask { Addend = i[3] }),
            Numbers([2, 3, 4]), Numbers([2, 5, 4]), Numbers([2, 5, 3]), Numbers([3, 5])),
        new("ScaledDotProductAttention addend for each head", $"torch.softmax({Scores(4)} + w{Later(3, 5)}, -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], new AttentionMask { Addend = i[3], IsCausal = true }),
            Numbers([2, 3, 3, 4]), Numbers([2, 3, 5, 4]), Numbers([2, 3, 5, 3]), Numbers([3, 1, 5])),
        new("ScaledDotProductAttention allowed", $"torch.softmax({Scores(4)}.masked_fill(w == 0, -math.inf), -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], new AttentionMask { Allowed = i[3] }),
            Numbers([2, 2, 3, 4]), Numbers([2, 2, 7, 4]), Numbers([2, 2, 7, 3]), Whole([2, 1, 3, 7], 2)),
        new("ScaledDotProductAttention padding", $"torch.softmax({Scores(4)}.masked_fill(w[:, None, None, :] != 0, -math.inf), -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], new AttentionMask { Padding = i[3] }),
            Numbers([2, 3, 3, 4]), Numbers([2, 3, 6, 4]), Numbers([2, 3, 6, 3]), Whole([2, 6], 2)),
        new OperationRow("ScaledDotProductAttention all masks",
            $"torch.softmax(({Scores(4)} + w).masked_fill(u == 0, -math.inf).masked_fill(v != 0, -math.inf), -1) @ z",
            i => i[0].ScaledDotProductAttention(i[1], i[2], new AttentionMask { Addend = i[3], Allowed = i[4], Padding = i[5] }),
            Numbers([3, 2, 4]), Numbers([3, 9, 4]), Numbers([3, 9, 3]), Numbers([3, 2, 9]), Whole([1, 9], 2), Whole([9], 2)).MayHideNaN(),
    ];

    private static string Scores(int width) => $"(x @ y.mT / math.sqrt({width}))";

    private static string Later(int queries, int keys) => $".masked_fill(torch.ones({queries}, {keys}).triu(1) == 1, -math.inf)";
}
