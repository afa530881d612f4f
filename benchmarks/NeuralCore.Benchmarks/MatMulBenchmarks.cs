using BenchmarkDotNet.Attributes;
using NeuralCore.Kernels;

namespace NeuralCore.Benchmarks;

/// <summary>The matrix product on one thread: squares, and the shapes of a training step.</summary>
[MemoryDiagnoser]
[Roofline]
public class MatMulBenchmarks : ICountsWork
{
    private float[] a = [];
    private float[] b = [];
    private float[] c = [];

    public static IEnumerable<(int M, int K, int N)> Shapes =>
        [(256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (64, 784, 128), (784, 64, 128), (128, 784, 512), (1, 784, 128)];

    [ParamsSource(nameof(Shapes))]
    public (int M, int K, int N) Shape { get; set; }

    public Work WorkOf(string method) => new(Flops: 2.0 * Shape.M * Shape.K * Shape.N);

    [GlobalSetup]
    public void Setup()
    {
        Workers.MaxThreads = 1;
        Rng rng = new(1);
        a = new float[Shape.M * Shape.K];
        b = new float[Shape.K * Shape.N];
        c = new float[Shape.M * Shape.N];
        rng.FillNormal(a);
        rng.FillNormal(b);
    }

    [Benchmark]
    public void Multiply() => Gemm.Multiply(MatrixView.RowMajor(a, Shape.M, Shape.K), MatrixView.RowMajor(b, Shape.K, Shape.N), c);

    [Benchmark]
    public void MultiplyByTransposed() =>
        Gemm.Multiply(MatrixView.RowMajor(a, Shape.M, Shape.K), MatrixView.RowMajor(b, Shape.N, Shape.K).Transposed, c);
}
