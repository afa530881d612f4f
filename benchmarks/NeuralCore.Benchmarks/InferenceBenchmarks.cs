using BenchmarkDotNet.Attributes;

namespace NeuralCore.Benchmarks;

/// <summary>
/// Asking a model with all threads: one image, as a service does, and a thousand; by a <see cref="Predictor"/> into memory that is there already,
/// and into a tensor that a step scope takes back.
/// </summary>
[MemoryDiagnoser]
public class InferenceBenchmarks
{
    private readonly Sequential small = Networks.Small();
    private readonly Sequential large = Networks.Large();
    private Tensor images = Networks.Images(1);
    private float[] pixels = [], scores = [];
    private Predictor? ofSmall, ofLarge;

    [Params(1, 1024)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        small.Evaluate();
        large.Evaluate();
        images = Networks.Images(Batch);
        pixels = images.ToArray();
        ofSmall = new Predictor(small, images.Shape[1]);
        ofLarge = new Predictor(large, images.Shape[1]);
        scores = new float[Batch * ofSmall.AnswerShape.Count];
    }

    [Benchmark]
    public void Small() => ofSmall!.Predict(pixels, scores);

    [Benchmark]
    public void LargeWithBatchNormAndDropout() => ofLarge!.Predict(pixels, scores);

    [Benchmark]
    public void SmallIntoATensor()
    {
        using StepScope scope = new();
        small.Predict(images);
    }
}
