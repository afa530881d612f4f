using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class ShapingErrorTests
{
    private static readonly Tensor x = Tensor.Zeros(2, 3);

    public static TheoryData<string, Func<Tensor>> ShapeErrors => new()
    {
        { "Reshape: shape [2, 3] holds 6 numbers, which do not fill [4, 2].*", () => x.Reshape(4, 2) },
        { "Reshape: shape [2, 3] holds 6 numbers, which do not fill [4, -1].*", () => x.Reshape(4, -1) },
        { "Reshape: shape [2, 3] holds 6 numbers, which do not fill [0, -1].*", () => x.Reshape(0, -1) },
        { "Reshape: [-1, -1] has more than one -1.*", () => x.Reshape(-1, -1) },
        { "Reshape: shape [0, 3] holds no numbers, so the -1 in [0, -1] could be any size.*", () => Tensor.Zeros(0, 3).Reshape(0, -1) },
        { "Shape: size -2 at axis 0 is negative.*", () => x.Reshape(-2, 3) },
        { "Flatten: axis 2 does not exist. The shape is [2, 3], so an axis is from -2 to 1.", () => x.Flatten(2) },
        { "Flatten: the last axis 0 stands before the first axis 1 in shape [2, 3].*", () => x.Flatten(1, 0) },
        { "Squeeze: axis 5 does not exist.*", () => x.Squeeze(5) },
        { "Squeeze: axis -1 is given twice.*", () => x.Squeeze(1, -1) },
        { "Unsqueeze: a new axis of shape [2, 3] cannot stand at 3: it must be from -3 to 2.", () => x.Unsqueeze(3) },
        { "Expand: [3] has fewer sizes than shape [2, 3] has axes.*", () => x.Expand(3) },
        { "Expand: shape [2, 3] cannot become [4, 3], which differs at axis 0.*Repeat*", () => x.Expand(4, 3) },
        { "Expand: shape [2, 3] cannot become [-1, 2, 3], which differs at axis 0.*", () => x.Expand(-1, 2, 3) },
        { "Permute: [0] names 1 axes, but shape [2, 3] has 2.*", () => x.Permute(0) },
        { "Permute: axis -2 is given twice.*", () => x.Permute(0, -2) },
        { "Transpose: axis -2 does not exist. The shape is [3], so an axis is from -1 to 0.", () => Tensor.Zeros(3).Transpose() },
        { "Concatenate: no tensors are given.*", () => Tensor.Concatenate(0) },
        {
            "Concatenate: tensor 1 has shape [3, 3], which does not fit [2, 3] of tensor 0 along axis 1.*",
            () => Tensor.Concatenate(-1, x, Tensor.Zeros(3, 3))
        },
        { "Concatenate: tensor 1 has shape [3], which does not fit *", () => Tensor.Concatenate(0, x, Tensor.Zeros(3)) },
        { "Stack: tensor 1 has shape [3, 2], but tensor 0 has [2, 3].*", () => Tensor.Stack(0, x, Tensor.Zeros(3, 2)) },
        { "Stack: a new axis of shape [2, 3] cannot stand at 4*", () => Tensor.Stack(4, x) },
        { "Slice: 3 ranges are given, but shape [2, 3] has 2 axes.*", () => x[.., .., ..] },
        { "Slice: axis 2 does not exist.*", () => x.Slice(2, 0, 1) },
        { "Split: the sizes [1, 1] do not make up axis 1 of shape [2, 3], which has 3 positions.*", () => x.Split([1, 1], 1)[0] },
        { "Split: the sizes [4, -1] do not make up axis 1*", () => x.Split([4, -1], 1)[0] },
        { "Pad: 1 pairs are given, but shape [2, 3] has 2 axes.*", () => x.Pad([(1, 1)]) },
        { "Pad: axis 0 would get 2147483649 positions*", () => x.Pad(0, int.MaxValue, 0) },
        { "Gather: an index of shape [3, 3] does not fit shape [2, 3] along axis 1.*IndexSelect*", () => x.Gather(1, Tensor.Zeros(3, 3)) },
        { "Gather: an index of shape [3] does not fit*", () => x.Gather(1, Tensor.Zeros(3)) },
        {
            "ScatterAdd: an index of shape [1, 2] does not fit shape [2, 3] along axis 1.*",
            () => x.ScatterAdd(1, Tensor.Zeros(1, 2), Tensor.Zeros(1, 2))
        },
        { "ScatterAdd: expected shape [2, 1], got [2, 2].*", () => x.ScatterAdd(1, Tensor.Zeros(2, 1), Tensor.Zeros(2, 2)) },
        { "Flip: axis 7 does not exist.*", () => x.Flip(7) },
        { "Repeat: the counts [2] do not suit shape [2, 3].*", () => x.Repeat(2) },
        { "Repeat: the counts [2, -1] do not suit shape [2, 3].*", () => x.Repeat(2, -1) },
        { "Shape: [2147483647, 3] has more than 2147483527 elements*", () => x.Repeat(int.MaxValue, 1) },
    };

    public static TheoryData<string, Func<Tensor>> RangeErrors => new()
    {
        {
            "Slice: 2 from 2 on does not lie within axis 1 of shape [2, 3], which has 3 positions, counted from 0.*",
            () => x.Slice(1, 2, 2)
        },
        { "Slice: 2147483647 from 2147483647 on does not lie within axis 1*", () => x.Slice(1, int.MaxValue, int.MaxValue) },
        { "Slice: -1 from 1 on does not lie within*", () => x.Slice(1, 1, -1) },
        { "Slice: 1..5 does not lie within axis 0 of shape [2, 3]*", () => x[1..5] },
        { "Slice: ^4..^0 does not lie within axis 1 of shape [2, 3]*", () => x.Slice(1, ^4..) },
        { "Slice: ^4 does not lie within axis 1 of shape [2, 3]*", () => x.Select(1, ^4) },
        { "Slice: 3 does not lie within axis 1*", () => x.Select(1, 3) },
        { "size must be at least 1.*", () => x.Split(0)[0] },
        { "Pad: (1, -1) at axis 1 is negative.*Slice*", () => x.Pad(1, 1, -1) },
        { "Gather: the index 3 at [1, 0] is not a whole number from 0 to 2.*", () => x.Gather(1, Tensor.From([0, 3], 2, 1)) },
        { "IndexSelect: the index 1.5 at [2] is not a whole number from 0 to 2.*", () => x.IndexSelect(1, Tensor.From([0, 1, (Real)1.5])) },
        { "IndexSelect: the index -1 at [0] is not a whole number*", () => x.IndexSelect(0, -1) },
        {
            "ScatterAdd: the index NaN at [0, 0] is not a whole number*",
            () => x.ScatterAdd(0, Tensor.Full(Real.NaN, 1, 3), Tensor.Zeros(1, 3))
        },
        { "IndexSelect: there is nothing to pick from, but an index is given (0 at [0]).*", () => Tensor.Zeros(0, 2).IndexSelect(0, 0) },
        { "OneHot: the index 3 at [1] is not a whole number from 0 to 2.*", () => Tensor.From([0, 3]).OneHot(3) },
        { "classes must be at least 1.*", () => Tensor.From([0]).OneHot(0) },
    };

    [Theory]
    [MemberData(nameof(ShapeErrors))]
    public void What_does_not_fit_is_refused_with_the_shapes(string message, Func<Tensor> run) =>
        run.Should().Throw<ShapeException>().WithMessage(message);

    [Theory]
    [MemberData(nameof(RangeErrors))]
    public void What_is_out_of_range_is_refused_with_value_place_and_limit(string message, Func<Tensor> run) =>
        run.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
}
