using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Reading planes at new places, with rows of every length, at every width, between guard pages.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class ResampleWidthTests
{
    private static readonly KernelCase[] cases =
    [
        .. Resamples("nearest", n => new(n, 2 * n, 2)),
        .. Resamples("nearest smaller", n => new(n, (n + 2) / 3)),
        .. Resamples("linear", n => new(n, (2 * n) + 1, 0, true)),
        .. Resamples("linear by a factor", n => new(n, n * 3 / 2, 1.5, true)),
        .. Resamples("linear with corners", n => new(n, n + 3, 0, true, true)),
    ];

    public static IEnumerable<object[]> Names => cases.Select(kernel => new object[] { kernel.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_bits_of_one_lane(string name) => CheckAllLengths(name, TestNumbers.Plain);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_treats_special_values_as_one_lane_does(string name) => CheckAllLengths(name, TestNumbers.WithSpecial);

    // Two planes of two rows, brought to five rows and in some way to other columns.
    private static KernelCase[] Resamples(string name, Func<int, Sampling> columns)
    {
        SamplingLayout Layout(int n) => n == 0 ? new(0, new(2, 5), new(1, 1)) : new(2, new(2, 5, 0, true), columns(n));
        int Before(int n) => Layout(n).Planes * Layout(n).OldSize;
        int After(int n) => Layout(n).Planes * Layout(n).NewSize;
        return
        [
            new($"Resample {name}", n => [Before(n)], After, (n, x, y) => Resample.Run(x[0].Span, Layout(n), y)),
            new($"Resample back, {name}", n => [After(n)], Before, (n, x, y) => Resample.RunBack(x[0].Span, Layout(n), y)),
        ];
    }

    private static void CheckAllLengths(string name, Func<int, ulong, Real[]> numbers) =>
        cases.Single(kernel => kernel.Name == name).ShouldGiveTheBitsOfOneLane(numbers);
}
