using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>The kernels that move numbers, pick them and add them back, at every length, at every width, between guard pages.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class CopyWidthTests
{
    private static readonly int[] rows = [2, 0, 3, 2, 1];

    private static readonly KernelCase[] cases =
    [
        new("CopyStrided transpose", n => [5 * n], n => 5 * n, (n, x, y) => CopyStrided.Run(new([n, 5], 0, [1, n], 0, [5, 1]), x[0].Span, y)),
        new("CopyStrided runs", n => [3 * (n + 2)], n => 3 * n, (n, x, y) => CopyStrided.Run(new([3, n], 1, [n + 2, 1], 0, [n, 1]), x[0].Span, y)),
        new("CopyStrided reversed", n => [n], n => n, (n, x, y) => CopyStrided.Run(new([n], Math.Max(0, n - 1), [-1], 0, [1]), x[0].Span, y)),
        new("CopyStrided repeated", n => [n], n => 3 * n, (n, x, y) => CopyStrided.Run(new([3, n], 0, [0, 1], 0, [n, 1]), x[0].Span, y)),
        new("AddInto runs", n => [3 * n], n => 3 * (n + 2), (n, x, y) => AddInto.Run(new([3, n], 0, [n, 1], 1, [n + 2, 1]), x[0].Span, y)),
        new("AddInto transposed", n => [5 * n], n => 5 * n, (n, x, y) => AddInto.Run(new([n, 5], 0, [5, 1], 0, [1, n]), x[0].Span, y)),
        new("GatherRows", n => [4 * n], n => 5 * n, (n, x, y) => GatherRows.Run(x[0].Span, rows, y, 1, 4, n)),
        new("GatherRows back", n => [5 * n], n => 4 * n, (n, x, y) => GatherRows.Add(y, rows, x[0].Span, 1, 4, n)),
        new("GatherRows back, one nowhere", n => [5 * n], n => 4 * n, (n, x, y) =>
            GatherRows.Add(y, [2, GatherRows.Nowhere, 3, 2, 1], x[0].Span, 1, 4, n)),
        new("GatherElements", n => [4 * n], n => 5 * n, (n, x, y) => GatherElements.Run(x[0].Span, Each(n), y, 1, 4, 5, n)),
        new("GatherElements back", n => [5 * n], n => 4 * n, (n, x, y) => GatherElements.Add(y, Each(n), x[0].Span, 1, 4, 5, n)),
        new("GemmBatch", n => [2 * 3 * n, 4 * n], _ => 2 * 3 * 4, (n, x, y) =>
            GemmBatch.Multiply(new MatrixBatch(x[0].Span, [2], 3, n), new MatrixBatch(x[1].Span, [], n, 4), y)),
    ];

    public static IEnumerable<object[]> Names => cases.Select(kernel => new object[] { kernel.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_bits_of_one_lane(string name) =>
        cases.Single(kernel => kernel.Name == name).ShouldGiveTheBitsOfOneLane(TestNumbers.Plain);

    private static int[] Each(int count) => [.. Enumerable.Range(0, 5 * count).Select(i => rows[i / Math.Max(1, count)])];
}
