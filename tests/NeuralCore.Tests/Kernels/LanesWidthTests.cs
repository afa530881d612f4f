using System.Runtime.Intrinsics;
using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Holds each leg of the build to the width that it claims to test.</summary>
public sealed class LanesWidthTests
{
    [Fact]
    public void The_width_is_the_one_that_this_run_is_meant_to_test()
    {
        int expected = Environment.GetEnvironmentVariable("NEURALCORE_EXPECT_LANES") is { Length: > 0 } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Lanes.Width.Should().Be(expected);
    }
}
