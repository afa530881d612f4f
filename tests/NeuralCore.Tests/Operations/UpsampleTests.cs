using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Operations;

[Collection(ProcessSettings.Collection)]
public sealed class UpsampleTests
{
    private static readonly Tensor images = Tensor.Zeros(2, 3, 4, 5);

    public static TheoryData<string, Func<Tensor>> ShapeErrors => new()
    {
        { "Upsample: expected shape [batch, channels, height, width] or [batch, channels, length], got [2, 3].*", () => Tensor.Zeros(2, 3).Upsample(2) },
        { "Upsample: expected shape [batch, channels, length], got [2, 3, 4, 5].*", () => images.Upsample([6]) },
        { "Upsample: expected shape [batch, channels, height, width], got [2, 3, 4].*", () => Tensor.Zeros(2, 3, 4).Upsample([6, 6]) },
        { "Upsample: axis 3 of shape [2, 3, 4, 0] has size 0, *", () => Tensor.Zeros(2, 3, 4, 0).Upsample([6, 6]) },
        { "Upsample: axis 2 of shape [2, 3, 4, 5] would keep no position with a factor of 0.2.*", () => images.Upsample(0.2) },
        { "Shape: * has more than * elements*", () => images.Upsample(1e30) },
    };

    public static TheoryData<string, Func<object>> SettingErrors => new()
    {
        { "scaleFactor must be finite and above 0.*", () => images.Upsample(0) },
        { "scaleFactor must be finite and above 0.*", () => new Upsample(double.NaN) },
        { "scaleFactor must be finite and above 0.*", () => new Upsample(double.PositiveInfinity) },
        { "size must be [length] or [height, width], each 1 or more.*", () => new Upsample([2, 3, 4]) },
        { "size must be [length] or [height, width], each 1 or more.*", () => images.Upsample([0, 3]) },
        { "mode must be one of the modes that have a name.*", () => images.Upsample(2, (UpsampleMode)7) },
        { "Upsample: alignCorners has no meaning for UpsampleMode.Nearest,*", () => new Upsample(2, alignCorners: true) },
    };

    [Theory]
    [MemberData(nameof(ShapeErrors))]
    public void Shapes_that_do_not_fit_are_refused(string message, Func<Tensor> act) => act.Should().Throw<ShapeException>().WithMessage(message);

    [Theory]
    [MemberData(nameof(SettingErrors))]
    public void Settings_out_of_range_are_refused(string message, Func<object> act) => act.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Nearest_repeats_and_linear_lies_between()
    {
        Tensor x = Tensor.From([0, 4], 1, 1, 2);
        x.Upsample(2).ToArray().Should().Equal(0, 0, 4, 4);
        x.Upsample(2, UpsampleMode.Linear).ToArray().Should().Equal(0, 1, 3, 4);
        x.Upsample([5], UpsampleMode.Linear, alignCorners: true).ToArray().Should().Equal(0, 1, 2, 3, 4);
        x.Upsample([1], UpsampleMode.Linear, alignCorners: true).ToArray().Should().Equal(0);
    }

    [Fact]
    public void A_neighbour_without_weight_is_not_read()
    {
        Tensor x = Tensor.From([1, float.PositiveInfinity, 3, float.NaN, 5], 1, 1, 5);
        x.Upsample(1, UpsampleMode.Linear).ToArray().Should().Equal(x.ToArray());
        x.Upsample([3], UpsampleMode.Linear, alignCorners: true).ToArray().Should().Equal(1, 3, 5);
    }

    [Fact]
    public void A_batch_without_examples_gives_one_without_examples()
    {
        Tensor x = Tensor.Zeros(0, 3, 4, 6);
        x.RequiresGradient = true;
        Tensor y = x.Upsample(2);
        y.Shape.ToString().Should().Be("[0, 3, 8, 12]");
        y.Backward(Tensor.Zeros(y.Shape));
        x.Gradient!.Shape.Should().Be(x.Shape);
    }

    [Fact]
    public void The_layer_prints_as_one_would_construct_it()
    {
        new Upsample(2).Description.Should().Be("Upsample(2)");
        new Upsample(1.5, UpsampleMode.Linear).Description.Should().Be("Upsample(1.5, Linear)");
        new Upsample([4, 6], UpsampleMode.Linear, alignCorners: true).Description.Should().Be("Upsample([4, 6], Linear, alignCorners: true)");
    }

    [Theory]
    [InlineData(UpsampleMode.Nearest)]
    [InlineData(UpsampleMode.Linear)]
    public void Threads_do_not_change_a_bit_of_result_or_gradient(UpsampleMode mode)
    {
        float[] Run()
        {
            Tensor x = Tensor.Normal(new Rng(1), 8, 16, 13, 17);
            x.RequiresGradient = true;
            Tensor y = x.Upsample(1.7, mode);
            y.Backward(Tensor.Normal(new Rng(2), y.Shape));
            return [.. y.ToArray(), .. x.Gradient!.ToArray()];
        }

        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Workers.MaxThreads = 4;
        float[] some = Run();
        Workers.MaxThreads = 1;
        Run().AsSpan().SequenceEqual(some).Should().BeTrue();
    }
}
