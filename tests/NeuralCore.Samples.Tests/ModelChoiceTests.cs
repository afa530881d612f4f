using FluentAssertions;
using MnistSample;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The models that the MNIST sample can train.</summary>
[Collection(AppRuns.Collection)]
public sealed class ModelChoiceTests
{
    public static TheoryData<string> Names => [.. ModelChoice.All.Select(choice => choice.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_goes_there_and_back(string name)
    {
        GlobalRandom.Seed = 5;
        ModelChoice choice = ModelChoice.All.Single(choice => choice.Name == name);
        Layer model = choice.Create();
        Tensor images = Tensor.Uniform(new Rng(1), 2, 1, 28, 28);
        Tensor scores = model.Forward(images);
        scores.Shape.Should().Be(Shape.Create([2, 10]));
        scores.ToArray().Should().OnlyContain(score => float.IsFinite(score));

        Tensor labels = Tensor.From([3f, 8]);
        Tensor loss = new CrossEntropy(choice.LabelSmoothing).Forward(scores, labels);
        loss.Backward();
        foreach ((string path, Parameter parameter) in model.NamedParameters)
        {
            parameter.Gradient.Should().NotBeNull("{0} learns", path);
            parameter.Gradient!.ToArray().Should().OnlyContain(slope => float.IsFinite(slope), "{0} learns", path);
        }

        model.Predict(images).ToArray().Should().Equal(model.Predict(images).ToArray(), "nothing is dropped when it is asked");
    }

    [Fact]
    public void The_help_and_the_documentation_name_every_model()
    {
        string help = MnistRun.Of("--help").Output;
        string samples = File.ReadAllText(Path.Combine(Repository.Root, "docs", "samples.md"));
        foreach (ModelChoice choice in ModelChoice.All)
        {
            help.Should().Contain(choice.Name);
            samples.Should().Contain($"| `{choice.Name}` |");
        }
    }
}
