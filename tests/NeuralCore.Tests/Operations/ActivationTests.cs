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

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Activations_print_as_they_are_made_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            string.Join(' ', Activation.Silu, Activation.LeakyRelu(), Activation.Elu((Real)0.5), Activation.Softplus(), Activation.Softmax(), Activation.Softmax(1))
                .Should().Be("Silu LeakyRelu(0.01) Elu(0.5) Softplus(1, 20) Softmax Softmax(axis 1)");
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
        Refused(() => x.Softplus(0), "beta must be positive and finite.*");
        Refused(() => Activation.Softplus(1, Real.NaN), "threshold must be a number.*");

        static void Refused(Action act, string text) => act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(text);
    }
}
