using System.Globalization;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.Operations;

public sealed class ActivationTests
{
    private const Real Inf = Real.PositiveInfinity;

    public static TheoryData<string, Func<Tensor, Tensor>, Real, Real> AtInfinity => new()
    {
        { "Relu", x => x.Relu(), 0, Inf },
        { "LeakyRelu", x => x.LeakyRelu(), -Inf, Inf },
        { "Elu", x => x.Elu(2), -2, Inf },
        { "Gelu", x => x.Gelu(), Real.NaN, Inf },
        { "GeluTanh", x => x.GeluTanh(), Real.NaN, Inf },
        { "Silu", x => x.Silu(), Real.NaN, Inf },
        { "Sigmoid", x => x.Sigmoid(), 0, 1 },
        { "Tanh", x => x.Tanh(), -1, 1 },
        { "Softplus", x => x.Softplus(), 0, Inf },
        { "Selu", x => x.Selu(), (Real)(-1.7580993408473766), Inf },
        { "Celu", x => x.Celu(2), -2, Inf },
        { "Mish", x => x.Mish(), Real.NaN, Inf },
        { "HardSigmoid", x => x.HardSigmoid(), 0, 1 },
        { "HardSwish", x => x.HardSwish(), Real.NaN, Inf },
        { "HardTanh", x => x.HardTanh(-2), -2, 1 },
        { "Relu6", x => x.Relu6(), 0, 6 },
        { "Softsign", x => x.Softsign(), Real.NaN, Real.NaN },
        { "LogSigmoid", x => x.LogSigmoid(), -Inf, 0 },
        { "SoftShrink", x => x.SoftShrink(), -Inf, Inf },
        { "HardShrink", x => x.HardShrink(), -Inf, Inf },
        { "TanhShrink", x => x.TanhShrink(), -Inf, Inf },
        { "Step", x => x.Step(), 0, 1 },
    };

    [Theory]
    [MemberData(nameof(AtInfinity))]
    public void Infinities_go_where_they_go_in_PyTorch(string name, Func<Tensor, Tensor> run, Real atMinus, Real atPlus)
    {
        run(Tensor.From([-Inf, Inf])).ToArray().Should().Equal([atMinus, atPlus], name);
        run(Tensor.Scalar(Real.NaN)).Item().Should().Be(Real.NaN, name);
    }

    [Fact]
    public void A_very_negative_input_keeps_the_digits_of_its_slope()
    {
        Tensor x = Tensor.From([-30]);
        x.RequiresGradient = true;
        x.Elu().Sum().Backward();
        x.Gradient!.Item().Should().BeApproximately(9.3576e-14f, 1e-18f);
        x.GeluTanh().Item().Should().BeInRange(-1e-30f, 0);
    }

    [Fact]
    public void Mish_is_its_input_from_far_above_0_and_so_is_its_slope()
    {
        Tensor x = Tensor.From([(Real)1e20, Inf, 25, -200]);
        x.RequiresGradient = true;
        Tensor y = x.Mish();
        y.Backward(Tensor.Ones(4));
        y.ToArray()[..3].Should().Equal(x.ToArray()[..3]);
        x.Gradient!.ToArray()[..3].Should().Equal(1, 1, 1);
        x.Gradient.ToArray()[3].Should().BeApproximately(0, (Real)1e-30);
    }

    [Fact]
    public void The_logarithm_of_a_sigmoid_of_any_size_is_exact()
    {
        Tensor x = Tensor.From([-1000, 1000, -50]);
        x.LogSigmoid().ToArray().Should().Equal(-1000, 0, -50);
    }

    [Fact]
    public void A_gated_unit_lets_through_what_its_second_half_says()
    {
        Tensor.From([3, 5, Inf, -Inf], 1, 4).Glu().ToArray().Should().Equal(3, 0);
        Tensor.Zeros(0, 4).Glu().Shape.Should().Be(Shape.Create([0, 2]));
        Tensor.Zeros(3, 0).Glu().Shape.Should().Be(Shape.Create([3, 0]));
    }

    [Fact]
    public void An_axis_without_halves_is_refused()
    {
        Action odd = () => Tensor.Zeros(2, 5).Glu();
        odd.Should().Throw<ShapeException>().WithMessage("Glu: axis 1 of shape [2, 5] has size 5, which does not divide into two halves.*");
        Action scalar = () => Tensor.Scalar(1).Glu();
        scalar.Should().Throw<ShapeException>().WithMessage("Glu: axis -1 does not exist*");
    }

    [Fact]
    public void Learned_slopes_are_one_or_one_for_each_channel()
    {
        Tensor.From([-2, 2], 2, 1).PRelu(Tensor.Scalar((Real)0.5)).ToArray().Should().Equal(-1, 2);
        Tensor.Scalar(-2).PRelu(Tensor.Ones(1)).Shape.Rank.Should().Be(0);
        Tensor.Zeros(0, 3).PRelu(Tensor.Ones(3)).Count.Should().Be(0);
        Action channels = () => Tensor.Zeros(2, 5).PRelu(Tensor.Ones(3));
        channels.Should().Throw<ShapeException>().WithMessage(
            "PRelu: with a weight of shape [3], got [2, 5]. Expected one slope for all, [1], or one for each channel, [5], which is the size of axis 1.");
        Action vector = () => Tensor.Zeros(5).PRelu(Tensor.Ones(5));
        vector.Should().Throw<ShapeException>().WithMessage("PRelu: with a weight of shape [5], got [5]. *needs an axis 1: [batch, channels, ...].");
        Action matrix = () => Tensor.Zeros(2, 3).PRelu(Tensor.Ones(1, 1));
        matrix.Should().Throw<ShapeException>();
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Activations_print_as_they_are_made_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            string.Join(' ', Activation.Silu, Activation.LeakyRelu(), Activation.Elu((Real)0.5), Activation.Softplus(), Activation.Softmax(), Activation.Softmax(1),
                Activation.Celu((Real)0.5), Activation.HardTanh((Real)(-0.5)), Activation.SoftShrink(), Activation.HardShrink(), Activation.Glu(), Activation.Glu(1))
                .Should().Be(
                    "Silu LeakyRelu(0.01) Elu(0.5) Softplus(1, 20) Softmax Softmax(axis 1) "
                    + "Celu(0.5) HardTanh(-0.5, 1) SoftShrink(0.5) HardShrink(0.5) Glu Glu(axis 1)");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public static TheoryData<Activation, Func<Tensor, Tensor>> WithSettings => new()
    {
        { Activation.LeakyRelu((Real)0.2), x => x.LeakyRelu((Real)0.2) },
        { Activation.Elu(2), x => x.Elu(2) },
        { Activation.Celu(2), x => x.Celu(2) },
        { Activation.HardTanh(-2, (Real)0.5), x => x.HardTanh(-2, (Real)0.5) },
        { Activation.SoftShrink(1), x => x.SoftShrink(1) },
        { Activation.HardShrink(1), x => x.HardShrink(1) },
        { Activation.Softplus(2, 1), x => x.Softplus(2, 1) },
        { Activation.Softmax(0), x => x.Softmax(0) },
        { Activation.LogSoftmax(0), x => x.LogSoftmax(0) },
        { Activation.Identity, x => x },
    };

    [Theory]
    [MemberData(nameof(WithSettings))]
    public void Settings_reach_the_operation(Activation activation, Func<Tensor, Tensor> run)
    {
        Tensor x = Tensor.Normal(new Rng(4), 3, 5);
        activation.Apply(x).ToArray().Should().Equal(run(x).ToArray());
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Tensor x = Tensor.Ones(2);
        Refused(() => x.LeakyRelu(Real.NaN), "slope must be finite.*");
        Refused(() => Activation.LeakyRelu(Inf), "slope must be finite.*");
        Refused(() => x.Elu(Inf), "alpha must be finite.*");
        Refused(() => x.Celu(0), "alpha must be positive and finite.*");
        Refused(() => Activation.Celu(Inf), "alpha must be positive and finite.*");
        Refused(() => x.HardTanh(1, 1), "min must be a number below max, which is 1.*");
        Refused(() => Activation.HardTanh(Real.NaN), "min must be a number below max, which is 1.*");
        Refused(() => x.HardTanh(0, Real.NaN), "max must be a number.*");
        Refused(() => x.SoftShrink(-1), "lambda must be 0 or more and finite.*");
        Refused(() => Activation.HardShrink(Real.NaN), "lambda must be 0 or more and finite.*");
        Refused(() => x.Softplus(0), "beta must be positive and finite.*");
        Refused(() => Activation.Softplus(1, Real.NaN), "threshold must be a number.*");

        static void Refused(Action act, string text) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(text);
    }
}
