using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Pooling over rows of every length, at every width, between guard pages: results and places.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class PoolWidthTests
{
    private static readonly KernelCase[] cases =
    [
        .. Pools("side by side", n => new(n, n / 2, 2, 2)),
        .. Pools("every place", n => new(n, n, 3, 1, 1)),
        .. Pools("every second place", n => new(n, (n + 1) / 2, 3, 2, 1)),
        .. Pools("four wide", n => new(n, n < 2 ? 0 : n / 2, 4, 2, 1, CountsPadding: true)),
        .. Pools("dilated", n => new(n, Math.Max(0, n - 4), 3, 1, 0, 2)).Where(pool => pool.Name.StartsWith("Largest", StringComparison.Ordinal)),
        .. Pools("by threes", n => new(n, n / 3, 3, 3)),
        .. Pools("dividing", n => PoolWindows.Dividing(n, Math.Max(1, n / 3))),
    ];

    public static IEnumerable<object[]> Names => cases.Select(kernel => new object[] { kernel.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_bits_of_one_lane(string name) => CheckAllLengths(name, TestNumbers.Plain);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_treats_special_values_as_one_lane_does(string name) => CheckAllLengths(name, TestNumbers.WithSpecial);

    // Three planes of five rows, pooled by twos down and in some way across.
    private static KernelCase[] Pools(string name, Func<int, PoolWindows> columns)
    {
        PoolLayout Layout(int n) => new(n == 0 ? 0 : 3, new(5, 2, 2, 2), columns(n));
        int Numbers(int n) => Layout(n).Planes * Layout(n).PlaneSize;
        int Windows(int n) => Layout(n).Planes * Layout(n).PlaneWindows;
        return
        [
            new($"Largest, {name}", n => [Numbers(n)], n => 2 * Windows(n), (n, x, y) =>
                Pool.Run(new LargestPool(), x[0].Span, Layout(n), y[..(y.Length / 2)], y[(y.Length / 2)..])),
            new($"Largest number, {name}", n => [Numbers(n)], Windows, (n, x, y) => Pool.Run(new LargestNumberPool(), x[0].Span, Layout(n), y, [])),
            new($"Means, {name}", n => [Numbers(n)], Windows, (n, x, y) => Pool.Run(new MeanPool(), x[0].Span, Layout(n), y, [])),
            new($"Means back, {name}", n => [Windows(n)], Numbers, (n, x, y) => MeanPoolBack.Run(x[0].Span, Layout(n), y)),
            new($"Largest back, {name}", n => [Windows(n)], Numbers, (n, x, y) =>
                LargestPoolBack.Run(x[0].Span, Places(Layout(n)), Layout(n), y)),
        ];
    }

    // One existing position or another of every window.
    private static Real[] Places(PoolLayout layout)
    {
        Real[] places = new Real[layout.Planes * layout.PlaneWindows];
        for (int i = 0; i < places.Length; i++)
        {
            PoolWindow across = layout.Columns[i % layout.Columns.Count];
            int steps = (across.End - 1 - across.First) / layout.Columns.Dilation;
            places[i] = (i % 2 * layout.Columns.Size) + across.First - across.Origin + (i / 2 % (steps + 1) * layout.Columns.Dilation);
        }

        return places;
    }

    private static void CheckAllLengths(string name, Func<int, ulong, Real[]> numbers) =>
        cases.Single(kernel => kernel.Name == name).ShouldGiveTheBitsOfOneLane(numbers);
}
