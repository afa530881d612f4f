using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Layers;

/// <summary>GroupNorm and InstanceNorm as layers.</summary>
public sealed class GroupNormTests
{
    [Fact]
    public void They_print_as_one_would_construct_them()
    {
        new GroupNorm(2, 6).Description.Should().Be("GroupNorm(2, 6)");
        new GroupNorm(2, 6, (Real)0.001, affine: false).Description.Should().Be("GroupNorm(2, 6, epsilon: 0.001, affine: false)");
        new InstanceNorm(6).Description.Should().Be("InstanceNorm(6)");
        new InstanceNorm(6, (Real)0.2, affine: true, runningStatistics: true).Description
            .Should().Be("InstanceNorm(6, affine: true, runningStatistics: true, momentum: 0.2)");
    }

    [Fact]
    public void What_they_hold_has_the_names_that_PyTorch_gives_it()
    {
        new GroupNorm(2, 6).Parameters.Select(parameter => parameter.ToString()).Should().Equal("weight [6]", "bias [6]");
        new GroupNorm(2, 6, affine: false).Parameters.Should().BeEmpty();
        InstanceNorm plain = new(6);
        plain.Parameters.Should().BeEmpty();
        plain.NamedBuffers.Should().BeEmpty();
        InstanceNorm all = new(6, affine: true, runningStatistics: true);
        all.Parameters.Select(parameter => parameter.ToString()).Should().Equal("weight [6]", "bias [6]");
        all.NamedBuffers.Select(named => named.Path).Should().Equal("running_mean", "running_var", "num_batches_tracked");
    }

    [Fact]
    public void InstanceNorm_uses_its_running_statistics_in_evaluation_when_it_keeps_them()
    {
        Tensor x = Tensor.From([1, 2, 3, 6], 1, 1, 4);
        InstanceNorm plain = new(1, epsilon: (Real)0.5);
        plain.Evaluate();
        plain.Forward(x).ToArray().Should().Equal(-1, (Real)(-0.5), 0, (Real)1.5);

        InstanceNorm running = new(1, 1, (Real)0.5, runningStatistics: true);
        running.Forward(x).ToArray().Should().Equal(-1, (Real)(-0.5), 0, (Real)1.5);
        running.Evaluate();
        running.Forward(x)[0, 0, 3].Should().BeApproximately((Real)(3 / Math.Sqrt((14.0 / 3) + 0.5)), (Real)1e-6);
    }

    [Fact]
    public void Another_number_of_channels_is_refused_with_the_place_even_without_parameters()
    {
        foreach (Layer layer in (Layer[])[new GroupNorm(3, 6, affine: false), new InstanceNorm(6), new BatchNorm(6)])
        {
            Sequential model = new(new Lambda("Pass", static x => x), layer);
            ((Action)(() => model.Forward(Tensor.Ones(2, 3, 4)))).Should().Throw<ShapeException>().WithMessage(
                $"{layer.GetType().Name}: expected shape [batch, 6, ...], got [2, 3, 4]: the layer was made for 6 channels, not 3.*In layer \"1: *");
            ((Action)(() => model.Forward(Tensor.Ones(6)))).Should().Throw<ShapeException>().WithMessage("*got [6], which has no axis 1 to count channels*");
        }
    }

    [Fact]
    public void Settings_out_of_range_are_refused_at_construction()
    {
        Refused(() => new GroupNorm(0, 6), "groups must be 1 or more.*");
        Refused(() => new GroupNorm(2, 0), "channels must be 1 or more.*");
        Refused(() => new GroupNorm(2, 6, Real.NaN), "epsilon must be finite and above 0.*");
        Refused(() => new InstanceNorm(0), "channels must be 1 or more.*");
        Refused(() => new InstanceNorm(3, momentum: 2), "momentum must be from 0 to 1.*");
        Refused(() => new InstanceNorm(3, epsilon: 0), "epsilon must be finite and above 0.*");
        ((Action)(() => _ = new GroupNorm(4, 6))).Should().Throw<ArgumentException>()
            .WithMessage("GroupNorm: 6 channels do not divide into 4 groups.*").WithParameterName("groups");

        static void Refused(Func<Layer> act, string message) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }
}
