using BenchmarkDotNet.Attributes;

namespace NeuralCore.Benchmarks;

/// <summary>One training step of the network of the MNIST sample: forward, loss, backward, update.</summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private Sequential model = new();
    private Adam? optimizer;
    private Tensor? images;
    private Tensor? labels;

    [Params(32, 64, 128, 512)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        model = new Sequential(new Dense(784, 128, Activation.Relu), new Dense(128, 10));
        optimizer = new Adam(model.Parameters);
        Rng rng = new(1);
        images = Tensor.Uniform(rng, Batch, 784);
        labels = Tensor.From([.. Enumerable.Range(0, Batch).Select(_ => (float)rng.NextInteger(10))]);
    }

    [Benchmark]
    public void Step()
    {
        using StepScope step = new();
        Tensor loss = Loss.CrossEntropy(model.Forward(images!), labels!);
        loss.Backward();
        optimizer!.Step();
    }
}
