using BenchmarkDotNet.Attributes;
using NeuralCore.Kernels;

namespace NeuralCore.Benchmarks;

/// <summary>Passes over numbers on one thread, through the public operations: in the first cache, in the second, and beyond.</summary>
[MemoryDiagnoser]
[Roofline]
public class PassBenchmarks : ICountsWork
{
    private const int Row = 1024;

    private Tensor x = Tensor.Scalar(0);
    private Tensor y = Tensor.Scalar(0);
    private Adam? adam;
    private Parameter? weights;

    [Params(4 * 1024, 64 * 1024, 1024 * 1024)]
    public int Count { get; set; }

    /// <summary>Adam reads weight, gradient, mean and square, and writes all but the gradient.</summary>
    public Work WorkOf(string method) => new(Bytes: (double)sizeof(float) * Count * method switch
    {
        nameof(Sum) => 1,
        nameof(Add) => 3,
        nameof(AdamStep) => 7,
        _ => 2,
    });

    [GlobalSetup]
    public void Setup()
    {
        Workers.MaxThreads = 1;
        Rng rng = new(1);
        x = Tensor.Normal(rng, Count / Row, Row);
        y = Tensor.Normal(rng, Count / Row, Row);
        weights = new Parameter("weights", Tensor.Normal(rng, Count / Row, Row));
        adam = new Adam([weights]);
    }

    [Benchmark]
    public void Add()
    {
        using StepScope scope = new();
        x.Add(y);
    }

    [Benchmark]
    public void Relu()
    {
        using StepScope scope = new();
        x.Relu();
    }

    [Benchmark]
    public void Exp()
    {
        using StepScope scope = new();
        x.Exp();
    }

    [Benchmark]
    public void Tanh()
    {
        using StepScope scope = new();
        x.Tanh();
    }

    [Benchmark]
    public void Sum()
    {
        using StepScope scope = new();
        x.Sum();
    }

    [Benchmark]
    public void Softmax()
    {
        using StepScope scope = new();
        x.Softmax();
    }

    [Benchmark]
    public void AdamStep()
    {
        weights!.Value.AccumulateGradient(y, isOwned: true);
        adam!.Step();
    }
}
