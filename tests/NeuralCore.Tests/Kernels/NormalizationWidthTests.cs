using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>The kernels of normalisation and dropout, at every length, at every width, between guard pages.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class NormalizationWidthTests
{
    private static readonly KernelCase[] cases =
    [
        Channels("features", n => new ChannelLayout(5, n, 1)),
        Channels("many rows", n => new ChannelLayout(n, 3, 1)),
        Channels("images", n => new ChannelLayout(2, 3, n)),
        Map("features", n => new ChannelLayout(5, n, 1)),
        Map("images", n => new ChannelLayout(2, 3, n)),
        new("RowNormalize", n => [3 * n, n, n], n => 3 * n, (_, x, y) =>
            RowNormalize.Forward(x[0].Span, x[1].Span, x[2].Span, (Real)0.1, true, 3, new Real[6], y)),
        new("RowNormalize around 0", n => [3 * n, n, n], n => 3 * n, (_, x, y) =>
            RowNormalize.Forward(x[0].Span, x[1].Span, x[2].Span, (Real)0.1, false, 3, new Real[6], y)),
        new("RowNormalize back", n => [3 * n, 3 * n, n, 6], n => 3 * n, (_, x, y) =>
            RowNormalize.Backward(x[0].Span, x[1].Span, x[2].Span, true, 3, x[3].Span, y)),
        new("RowNormalize around 0, back", n => [3 * n, 3 * n, n, 6], n => 3 * n, (_, x, y) =>
            RowNormalize.Backward(x[0].Span, x[1].Span, x[2].Span, false, 3, x[3].Span, y)),
        new("RowNormalize columns", n => [3 * n, 3 * n, 6], n => 2 * n, (_, x, y) =>
            RowNormalize.ColumnSums(x[0].Span, x[1].Span, 3, x[2].Span, y)),
        new("RandomMask", n => [n], n => n, (_, x, y) => RandomMask.Run(x[0].Span, (Real)0.3, 2, 1, 2, 3, y)),
    ];

    public static IEnumerable<object[]> Names => cases.Select(kernel => new object[] { kernel.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_bits_of_one_lane(string name) => CheckAllLengths(name, TestNumbers.Plain);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_treats_special_values_as_one_lane_does(string name) => CheckAllLengths(name, TestNumbers.WithSpecial);

    private static KernelCase Channels(string name, Func<int, ChannelLayout> layout) => new(
        $"ChannelSums {name}",
        n => [layout(n).Count, layout(n).Count, layout(n).Channels],
        n => 2 * layout(n).Channels,
        (n, x, y) => ChannelSums.Run(new SlopeFold(), x[0].Span, x[1].Span, x[2].Span, layout(n), y));

    private static KernelCase Map(string name, Func<int, ChannelLayout> layout) => new(
        $"ChannelMap {name}",
        n => [layout(n).Count, layout(n).Count, ChannelMap.Numbers * layout(n).Channels],
        n => layout(n).Count,
        (n, x, y) => ChannelMap.Run(new NormalizeSlopeMap(), x[0].Span, x[1].Span, x[2].Span, layout(n), y));

    private static void CheckAllLengths(string name, Func<int, ulong, Real[]> numbers) =>
        cases.Single(kernel => kernel.Name == name).ShouldGiveTheBitsOfOneLane(numbers);
}
