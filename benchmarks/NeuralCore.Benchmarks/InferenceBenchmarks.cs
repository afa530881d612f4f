using BenchmarkDotNet.Attributes;

namespace NeuralCore.Benchmarks;

/// <summary>Asking a model with all threads: one image, as a service does, and a thousand.</summary>
[MemoryDiagnoser]
public class InferenceBenchmarks
{
    private readonly Sequential small = Networks.Small();
    private readonly Sequential large = Networks.Large();
    private Tensor? images;

    [Params(1, 1024)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        small.Evaluate();
        large.Evaluate();
        images = Networks.Images(Batch);
    }

    [Benchmark]
    public void Small()
    {
        using StepScope scope = new();
        small.Predict(images!);
    }

    [Benchmark]
    public void LargeWithBatchNormAndDropout()
    {
        using StepScope scope = new();
        large.Predict(images!);
    }
}
