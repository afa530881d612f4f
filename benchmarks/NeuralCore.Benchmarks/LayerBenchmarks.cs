using BenchmarkDotNet.Attributes;

namespace NeuralCore.Benchmarks;

/// <summary>One layer in training with all threads, 512 features in and out: forward alone, and forward and backward.</summary>
[MemoryDiagnoser]
public class LayerBenchmarks
{
    private const int Features = 512;

    private Layer layer = new Sequential();
    private IReadOnlyList<Parameter> parameters = [];
    private Tensor? input;
    private Tensor? gradient;

    [Params(nameof(Dense), nameof(BatchNorm), nameof(LayerNorm), nameof(Dropout))]
    public string Layer { get; set; } = "";

    [Params(64, 512)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        layer = Layer switch
        {
            nameof(Dense) => new Dense(Features, Features),
            nameof(BatchNorm) => new BatchNorm(Features),
            nameof(LayerNorm) => new LayerNorm(Features),
            _ => new Dropout(0.5f),
        };
        parameters = layer.Parameters;
        Rng rng = new(1);
        input = Tensor.Normal(rng, Batch, Features);
        input.RequiresGradient = true;
        gradient = Tensor.Normal(rng, Batch, Features);
    }

    [Benchmark]
    public void Forward()
    {
        using StepScope step = new();
        layer.Forward(input!);
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        using StepScope step = new();
        layer.Forward(input!).Backward(gradient);
        input!.ClearGradient();
        foreach (Parameter parameter in parameters)
            parameter.Value.ClearGradient();
    }
}
