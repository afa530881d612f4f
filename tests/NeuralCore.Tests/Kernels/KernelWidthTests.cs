using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Every element-wise kernel, fold and row kernel, at every length, at every width, between guard pages.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class KernelWidthTests
{
    public static IEnumerable<object[]> Names => KernelCase.All.Select(kernel => new object[] { kernel.Name });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_gives_the_bits_of_one_lane(string name) => CheckAllLengths(name, TestNumbers.Plain);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_width_treats_special_values_as_one_lane_does(string name) => CheckAllLengths(name, TestNumbers.WithSpecial);

    private static void CheckAllLengths(string name, Func<int, ulong, Real[]> numbers) =>
        KernelCase.All.Single(kernel => kernel.Name == name).ShouldGiveTheBitsOfOneLane(numbers);
}
