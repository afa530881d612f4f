using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using NeuralCore.Kernels;

namespace NeuralCore.Benchmarks;

/// <summary>Passes over a million numbers on one thread, ours beside those of TensorPrimitives.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ElementwiseBenchmarks
{
    private const int Count = 1_000_000;

    private readonly float[] x = new float[Count];
    private readonly float[] y = new float[Count];

    [GlobalSetup]
    public void Setup()
    {
        Workers.MaxThreads = 1;
        new Rng(1).FillNormal(x);
    }

    [Benchmark, BenchmarkCategory("Exp")]
    public void Exp() => Map.Run(new ExpMap(), x, y);

    [Benchmark(Baseline = true), BenchmarkCategory("Exp")]
    public void ExpOfTensorPrimitives() => TensorPrimitives.Exp(x, y);

    [Benchmark, BenchmarkCategory("Tanh")]
    public void Tanh() => Map.Run(new TanhMap(), x, y);

    [Benchmark(Baseline = true), BenchmarkCategory("Tanh")]
    public void TanhOfTensorPrimitives() => TensorPrimitives.Tanh(x, y);

    [Benchmark, BenchmarkCategory("Sigmoid")]
    public void Sigmoid() => Map.Run(new SigmoidMap(), x, y);

    [Benchmark(Baseline = true), BenchmarkCategory("Sigmoid")]
    public void SigmoidOfTensorPrimitives() => TensorPrimitives.Sigmoid(x, y);

    [Benchmark, BenchmarkCategory("Sum")]
    public void Sum() => Reduce.Run(new SumFold(), x, 1, Count, 1, y.AsSpan(0, 1));

    [Benchmark(Baseline = true), BenchmarkCategory("Sum")]
    public float SumOfTensorPrimitives() => TensorPrimitives.Sum<float>(x);

    private readonly struct ExpMap : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => LanesMath.Exp(x);
    }

    private readonly struct TanhMap : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => LanesMath.Tanh(x);
    }

    private readonly struct SigmoidMap : IMap
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => LanesMath.Sigmoid(x);
    }
}
