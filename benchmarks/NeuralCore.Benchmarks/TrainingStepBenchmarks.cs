using BenchmarkDotNet.Attributes;

namespace NeuralCore.Benchmarks;

/// <summary>One training step with all threads: forward, loss, backward, update.</summary>
[MemoryDiagnoser]
public class TrainingStepBenchmarks
{
    private readonly Sequential small = Networks.Small();
    private readonly Sequential large = Networks.Large();
    private Adam? smallAdam;
    private Adam? largeAdam;
    private Tensor? images;
    private Tensor? labels;

    [Params(32, 64, 128, 512)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        smallAdam = new Adam(small.Parameters);
        largeAdam = new Adam(large.Parameters);
        images = Networks.Images(Batch);
        labels = Networks.Labels(Batch);
    }

    [Benchmark]
    public void Small() => Step(small, smallAdam!);

    [Benchmark]
    public void LargeWithBatchNormAndDropout() => Step(large, largeAdam!);

    private void Step(Sequential model, Adam optimizer)
    {
        using StepScope step = new();
        Loss.CrossEntropy(model.Forward(images!), labels!).Backward();
        optimizer.Step();
    }
}
