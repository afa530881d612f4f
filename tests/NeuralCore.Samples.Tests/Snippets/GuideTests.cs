using FluentAssertions;
using NeuralCore.Datasets;
using NeuralCore.Testing;
using Xunit;

namespace NeuralCore.Samples.Tests;

/// <summary>The code of docs/guide.md, run.</summary>
public sealed class GuideTests
{
    private static readonly InMemoryDataset points = Points(300, seed: 1);
    private static readonly InMemoryDataset others = Points(90, seed: 2);

    [Fact]
    public void Every_block_of_the_guide_stands_in_this_file()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide.md"));
        string here = Flat(File.ReadAllText(Path.Combine(Repository.Root, "tests", "NeuralCore.Samples.Tests", "Snippets", "GuideTests.cs")));
        string[] blocks = [.. guide.Split("```csharp\n").Skip(1).Select(rest => rest.Split("```")[0])];
        blocks.Should().HaveCountGreaterThan(5);
        foreach (string block in blocks)
            here.Should().Contain(Flat(block));
    }

    [Fact]
    public void Tensors()
    {
        using Printed Console = new();
        Tensor a = Tensor.From(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Tensor b = Tensor.From([10f, 20, 30]);
        Tensor c = a * 2 + b;
        Console.WriteLine(c.Shape); // [2, 3]
        Console.WriteLine(c.Mean([0])); // [15, 27, 39]
        Console.WriteLine(a.MatMul(a.Transpose())); // [[14, 32], [32, 77]]
        Console.WriteLine(a[1.., ..2]); // [[4, 5]]
        Console.Lines.Should().Equal("[2, 3]", "[15, 27, 39]", "[[14, 32],", " [32, 77]]", "[[4, 5]]");
    }

    [Fact]
    public void Gradient()
    {
        using Printed Console = new();
        Tensor x = Tensor.From([1f, 2, 3]);
        x.RequiresGradient = true;
        Tensor y = (x * x).Sum();
        y.Backward();
        Console.WriteLine(x.Gradient); // [2, 4, 6]
        Console.Lines.Should().Equal("[2, 4, 6]");
    }

    [Fact]
    public void Data()
    {
        using Printed Console = new();
        var corners = new InMemoryDataset(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, new[] { 0, 1, 1, 0 });
        (LabeledImages train, LabeledImages test) = new DigitGenerator(seed: 1).GenerateSets(trainCount: 100, testCount: 20);
        (Subset training, Subset validation) = train.Split(0.9);
        foreach ((Tensor images, Tensor digits) in new DataLoader(training, batchSize: 45, shuffle: true, seed: 7))
            Console.WriteLine($"{images.Shape} {digits.Shape}"); // [45, 1, 28, 28] [45], twice
        Console.Lines.Should().Equal("[45, 1, 28, 28] [45]", "[45, 1, 28, 28] [45]");
        (corners.Count, test.Count, validation.Count).Should().Be((4, 20, 10));
    }

    [Fact]
    public void Images()
    {
        using Printed Console = new();
        (LabeledImages drawn, _) = new DigitGenerator(seed: 1).GenerateSets(trainCount: 20, testCount: 1);
        DataLoader digits = new(drawn, batchSize: 10);
        var network = new Sequential(
            new Conv2d(1, 8, 3, padding: Padding.Same, activation: Activation.Relu),
            new MaxPool2d(2),
            new Conv2d(8, 16, 3, stride: 2, padding: 1, bias: false),
            new BatchNorm(16),
            Activation.Relu,
            new GlobalAvgPool(),
            new Dense(16, 10));
        var adam = new Adam(network.Parameters, learningRate: 0.01f);
        foreach ((Tensor images, Tensor labels) in digits)
        {
            using var step = new StepScope();
            Loss.CrossEntropy(network.Forward(images), labels).Backward();
            adam.Step();
        }

        Tensor small = Tensor.Zeros(1, 16, 7, 7);
        Console.WriteLine(new ConvTranspose2d(16, 8, 4, stride: 2, padding: 1).Forward(small).Shape); // [1, 8, 14, 14]
        Console.Lines.Should().Equal("[1, 8, 14, 14]");
    }

    [Fact]
    public void Training_and_what_follows()
    {
        using Printed Console = new();
        GlobalRandom.Seed = 7;
        var model = new Sequential(
            new Dense(2, 32, Activation.Relu),
            new BatchNorm(32),
            new Dropout(0.1f),
            new Dense(32, 3));
        Console.WriteLine(model);

        var optimizer = new AdamW(model.Parameters, learningRate: 0.01f);
        foreach ((Tensor inputs, Tensor labels) in new DataLoader(points, batchSize: 32, shuffle: true, seed: 7))
        {
            using var step = new StepScope();
            Tensor loss = Loss.CrossEntropy(model.Forward(inputs), labels);
            loss.Backward();
            GradientClip.ByNorm(model.Parameters, 1);
            optimizer.Step();
        }

        var trainer = new Trainer(model, new CrossEntropy(), optimizer, new Accuracy()) { Schedule = Schedule.Linear };
        var loader = new DataLoader(points, batchSize: 32, shuffle: true, seed: 7);
        TrainingHistory history = trainer.Fit(loader, epochs: 10, validation: others);
        Console.WriteLine(history.Epochs[^1].Validation!["accuracy"].Mean); // between 0 and 1

        Console.Lines[0].Should().StartWith("Sequential");
        history.Epochs[^1].Validation!["accuracy"].Mean.Should().BeGreaterThan(0.9);

        using TemporaryFolder folder = new();
        string path = folder.PathOf("model.safetensors");
        Tensor questions = Tensor.From(new float[,] { { -2, 0 }, { 0, 2 }, { 2, 0 } });
        var twin = new Sequential(new Dense(2, 32, Activation.Relu), new BatchNorm(32), new Dropout(0.1f), new Dense(32, 3));
        Tensor classes = model.Predict(questions).ArgMax(1);
        model.Save(path);
        twin.Load(path);
        classes.ToArray().Should().Equal(0, 1, 2);
        twin.Predict(questions).ToArray().Should().Equal(model.Predict(questions).ToArray());

        ReadOnlySpan<float> coordinates = [-2, 0];
        Span<float> scores = stackalloc float[3];
        twin.Evaluate();
        var predictor = new Predictor(twin, 2); // a point has two coordinates
        predictor.Predict(coordinates, scores);
        scores.ToArray().Should().Equal(model.Predict(questions).AsReadOnlySpan()[..3].ToArray());

        string checkpoint = folder.PathOf("checkpoint.safetensors");
        Checkpoint.Save(checkpoint, model, optimizer, loader);
        Checkpoint.Load(checkpoint, model, optimizer, loader);
        loader.Epoch.Should().Be(10);
    }

    [Fact]
    public void Curves()
    {
        using Printed Console = new();
        GlobalRandom.Seed = 7;
        Tensor times = Tensor.Linspace(-2, 2, 50).Reshape(50, 1);
        Tensor heights = (times * 2).Tanh() + (times.Square() * 0.5f);
        var curve = new Sequential(new Dense(1, 16, Activation.Tanh), new Dense(16, 1));
        var lbfgs = new LBfgs(curve.Parameters, lineSearch: LineSearch.StrongWolfe);
        for (int step = 0; step < 10; step++)
            Console.WriteLine(lbfgs.Step(() => Loss.MeanSquaredError(curve.Forward(times), heights)));
        float[] losses = [.. Console.Lines.Select(line => float.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];
        losses.Should().HaveCount(10).And.BeInDescendingOrder();
        losses[^1].Should().BeLessThan(losses[0] / 1000);
    }

    [Fact]
    public void Sequences()
    {
        using Printed Console = new();
        Rng rng = new(1);
        Tensor words = Tensor.From([.. Enumerable.Range(0, 24).Select(_ => (float)rng.NextInteger(50))], 4, 6);
        var reader = new Sequential(
            new Embedding(50, 8),
            new Lstm(8, 32, returnSequences: false),
            new Dense(32, 2));
        Console.WriteLine(reader.Forward(words).Shape); // [4, 2], for words [4, 6]

        Tensor vectors = Tensor.Normal(rng, 4, 6, 8);
        var gru = new Gru(8, 32, layers: 2, bidirectional: true);
        Tensor lengths = Tensor.From([6, 2, 3, 1]);
        (Tensor output, RecurrentState last) = gru.Run(vectors, lengths: lengths);
        Console.WriteLine($"{output.Shape} {last.Hidden.Shape}"); // [4, 6, 64] [4, 4, 32]
        Console.Lines.Should().Equal("[4, 2]", "[4, 6, 64] [4, 4, 32]");

        const int steps = 20;
        Tensor series = Tensor.Normal(rng, 2, steps, 3);
        Tensor targets = series.Slice(2, 0, 1);
        Lstm lstm = new(3, 16);
        Dense head = new(16, 1);
        Adam trainee = new([.. lstm.Parameters, .. head.Parameters], learningRate: 0.01f);
        RecurrentState? state = null;
        for (int start = 0; start < steps; start += 5)
        {
            using var step = new StepScope();
            (Tensor hidden, RecurrentState next) = lstm.Run(series.Slice(1, start, 5), state);
            Loss.MeanSquaredError(head.Forward(hidden), targets.Slice(1, start, 5)).Backward();
            trainee.Step();
            state = next.Detach().Keep();
        }

        ReadOnlySpan<float> features = [1, 2, 3];
        float[] answer = new float[16];
        var stepper = new RecurrentStepper(lstm);
        for (int i = 0; i < 3; i++)
            stepper.Step(features, answer);
        Tensor thrice = Tensor.From([1f, 2, 3, 1, 2, 3, 1, 2, 3], 1, 3, 3);
        answer.Should().Equal(lstm.Forward(thrice).Select(1, ^1).ToArray());
        state!.Hidden.Shape.Should().Be(Shape.Create([1, 2, 16]));
    }

    [Fact]
    public void Attention()
    {
        using Printed Console = new();
        Rng rng = new(1);
        Tensor words = Tensor.From([.. Enumerable.Range(0, 24).Select(_ => (float)rng.NextInteger(50))], 4, 6);
        var encoder = new Sequential(
            new Embedding(50, 16, paddingIndex: 0),
            new SinusoidalPositions(16),
            new TransformerEncoder([new TransformerEncoderLayer(16, heads: 4, hidden: 64), new TransformerEncoderLayer(16, heads: 4, hidden: 64)]),
            new Lambda("FirstToken", x => x.Select(1, 0)),
            new Dense(16, 2));
        Console.WriteLine(encoder.Forward(words).Shape); // [4, 2], for words [4, 6]

        Tensor tokens = Tensor.Normal(rng, 4, 6, 16);
        var attention = new MultiHeadAttention(16, heads: 4);
        Tensor filled = words.EqualTo(0); // the words that only fill up their sentence
        Tensor seen = attention.Forward(tokens, AttentionMask.Causal with { Padding = filled });
        Console.WriteLine(seen.Shape); // [4, 6, 16]
        Console.Lines.Should().Equal("[4, 2]", "[4, 6, 16]");
    }

    [Fact]
    public void An_operation_of_ones_own()
    {
        Tensor at = Tensor.From([-1f, 0.5f, 2]);
        at.RequiresGradient = true;
        GradientCheck.Run(x => new Cube().Apply(x), at).ThrowIfAbove();
    }

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim().Replace("private ", "")).Where(line => line.Length > 0));

    // Points around (-2, 0), (0, 2) and (2, 0).
    private static InMemoryDataset Points(int count, ulong seed)
    {
        Rng rng = new(seed);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, count).Select(i => (float)(i % 3))]);
        Tensor centres = Tensor.From(new float[,] { { -2, 0 }, { 0, 2 }, { 2, 0 } }).IndexSelect(0, labels);
        return new InMemoryDataset(centres + (Tensor.Normal(rng, count, 2) * 0.4f), labels);
    }

    private sealed class Cube : CustomOperation
    {
        protected override Tensor Forward(Tensor[] inputs) => inputs[0] * inputs[0] * inputs[0];

        protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output) =>
            [gradient * inputs[0] * inputs[0] * 3];
    }

    /// <summary>Stands in for the console, and keeps the lines.</summary>
    private sealed class Printed : IDisposable
    {
        private readonly StringWriter text = new(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };

        public string[] Lines => text.ToString().TrimEnd('\n').Split('\n');

        public void WriteLine(object? value) => text.WriteLine(value);

        public void Dispose() => text.Dispose();
    }
}
