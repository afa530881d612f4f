using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ShapingRows
{
    public static IEnumerable<OperationRow> All =>
    [
        Of("Reshape", "x.reshape(3, -1)", x => x.Reshape(3, -1), [2, 3, 4]),
        Of("Flatten", "x.flatten()", x => x.Flatten(), [2, 3, 4]),
        Of("Flatten from axis 1", "x.flatten(1)", x => x.Flatten(1), [2, 3, 4]),
        Of("Squeeze", "x.squeeze()", x => x.Squeeze(), [2, 1, 3, 1]),
        Of("Squeeze axis 1", "x.squeeze(1)", x => x.Squeeze(1), [2, 1, 3, 1]),
        Of("Unsqueeze", "x.unsqueeze(1)", x => x.Unsqueeze(1), [2, 3]),
        Of("Unsqueeze last", "x.unsqueeze(-1)", x => x.Unsqueeze(-1), [2, 3]),
        Of("Expand", "x.expand(2, -1, 4)", x => x.Expand(2, -1, 4), [3, 1]),
        Of("Repeat", "x.repeat(2, 3)", x => x.Repeat(2, 3), [2, 2]),
        Of("Transpose", "x.transpose(-2, -1)", x => x.Transpose(), [3, 5]),
        Of("Transpose axes 0 and 2", "x.transpose(0, 2)", x => x.Transpose(0, 2), [2, 3, 4]),
        Of("Permute", "x.permute(2, 0, 1)", x => x.Permute(2, 0, 1), [2, 3, 4]),
        Of("Permute four axes", "x.permute(0, 2, 3, 1)", x => x.Permute(0, 2, 3, 1), [2, 3, 2, 2]),
        Of("Concatenate", "torch.cat([x, y, x], 1)", (x, y) => Tensor.Concatenate(1, x, y, x), Numbers([2, 3]), Numbers([2, 1])),
        Of("Stack", "torch.stack([x, y], 1)", (x, y) => Tensor.Stack(1, x, y), Numbers([2, 3]), Numbers([2, 3])),
        Of("Split", "torch.cat([a * (i + 1) for i, a in enumerate(x.split(2, 1))], 1)", x => Weighted(x.Split(2, 1)), [2, 5]),
        Of("Split sizes", "torch.cat([a * (i + 1) for i, a in enumerate(x.split([1, 3], 0))], 0)", x => Weighted(x.Split([1, 3], 0), 0), [4, 3]),
        Of("Slice", "x[:, 1:3]", x => x.Slice(1, 1, 2), [3, 4]).MayHideNaN(),
        Of("Slice range", "x[1:]", x => x.Slice(0, 1..), [3, 4]).MayHideNaN(),
        Of("Slice ranges", "x[1:3, :, -2:]", x => x.Slice(1..3, .., ^2..), [3, 2, 4]).MayHideNaN(),
        Of("Element ranges", "x[1:, :2]", x => x[1.., ..2], [3, 4]).MayHideNaN(),
        Of("Select", "x.select(1, -1)", x => x.Select(1, ^1), [3, 4]).MayHideNaN(),
        Of("Pad", "F.pad(x, (1, 2, 0, 1), value=0.5)", x => x.Pad([(0, 1), (1, 2)], (Real)0.5), [2, 3]),
        Of("Pad axis 0", "F.pad(x, (0, 0, 1, 2))", x => x.Pad(0, 1, 2), [2, 3]),
        Of("Gather", "x.gather(1, y.long())", (x, y) => x.Gather(1, y), Numbers([3, 4]), Whole([3, 6], 4)),
        Of("Gather axis 0", "x.gather(0, y.long())", (x, y) => x.Gather(0, y), Numbers([3, 4]), Whole([2, 4], 3)).MayHideNaN(),
        Of("ScatterAdd", "x.scatter_add(1, y.long(), z)", (x, y, z) => x.ScatterAdd(1, y, z), Numbers([3, 4]), Whole([3, 6], 4), Numbers([3, 6])),
        Of("IndexSelect", "x.index_select(1, y.long())", (x, y) => x.IndexSelect(1, y), Numbers([3, 4]), Whole([6], 4)),
        Of("IndexSelect rows", "x[torch.tensor([2, 0, 2])]", x => x.IndexSelect(0, 2, 0, 2), [3, 4]).MayHideNaN(),
        Of("Embedding", "F.embedding(x.long(), y)", (x, y) => x.Embedding(y), Whole([4, 6], 5), Numbers([5, 3])),

        // That the padding's row gets no gradient is a rule, not a slope.
        Of("Embedding padding", "F.embedding(x.long(), y, padding_idx=2)", (x, y) => x.Embedding(y, 2), Whole([4, 6], 5), Numbers([5, 3])).AtKinks(),
        Of("Flip", "x.flip(0, 1)", x => x.Flip(0, 1), [3, 4]),
        Of("OneHot", "F.one_hot(x.long(), 5).double()", x => x.OneHot(5), Whole([3, 2], 5)).WithoutGradient().MayHideNaN(),
        Of("Clone", "x.clone()", x => x.Clone(), [3, 4]),
    ];

    // Each piece gets another factor, so that pieces in the wrong order show.
    private static Tensor Weighted(Tensor[] pieces, int axis = 1) => Tensor.Concatenate(axis, [.. pieces.Select((piece, i) => piece * (i + 1))]);
}
