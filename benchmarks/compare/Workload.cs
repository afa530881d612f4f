using NeuralCore.Kernels;

namespace NeuralCore.Compare;

/// <summary>Something that people do, and that PyTorch does too under the same name in torch_workloads.py.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Prepare">Makes what the work needs, and returns the work.</param>
internal sealed record Workload(string Name, Func<PreparedWork> Prepare)
{
    public static IEnumerable<Workload> All => [.. TrainingSteps, .. Inference, .. Passes, .. Products, .. Networks.All];

    private static IEnumerable<Workload> TrainingSteps =>
    [
        Step("mlp adam", 32, Small, static parameters => new Adam(parameters)),
        Step("mlp adam", 64, Small, static parameters => new Adam(parameters)),
        Step("mlp adam", 128, Small, static parameters => new Adam(parameters)),
        Step("mlp adam", 512, Small, static parameters => new Adam(parameters)),
        Step("mlp momentum", 64, Small, static parameters => new Momentum(parameters, 0.01f)),
        Step("mlp bn dropout adam", 64, Large, static parameters => new Adam(parameters)),
        Step("mlp bn dropout adam", 128, Large, static parameters => new Adam(parameters)),
    ];

    private static IEnumerable<Workload> Inference => ((int[])[1, 1024]).Select(batch => new Workload($"mlp inference, batch {batch}", () =>
    {
        Sequential model = Small();
        model.Evaluate();
        Predictor predictor = new(model, 784);
        float[] images = Tensor.Uniform(new Rng(2), batch, 784).ToArray();
        float[] scores = new float[batch * 10];
        return new PreparedWork(() => predictor.Predict(images, scores), () => scores);
    }));

    private static IEnumerable<Workload> Passes =>
    [
        new("adam update of 10M", () =>
        {
            Parameter parameter = new("weight", Tensor.Normal(new Rng(3), 10_000_000));
            Tensor gradient = Tensor.Normal(new Rng(4), 10_000_000);
            Adam optimizer = new([parameter]);
            return new PreparedWork(
                () =>
                {
                    parameter.Value.AccumulateGradient(gradient, isOwned: true);
                    optimizer.Step();
                },
                parameter.Value.ToArray);
        }),
        Pass("exp of 1M", static x => x.Exp(), 1_000_000),
        Pass("tanh of 1M", static x => x.Tanh(), 1_000_000),
        Pass("sigmoid of 1M", static x => x.Sigmoid(), 1_000_000),
        Pass("gelu of 1M", static x => x.Gelu(), 1_000_000),
        Pass("softmax of 1024 x 1000", static x => x.Softmax(), 1024, 1000),
    ];

    private static IEnumerable<Workload> Products =>
    [
        .. ((int[])[256, 512, 1024, 2048]).Select(n => Product($"product {n} x {n} x {n}", [n, n], [n, n], static (a, b) => a.MatMul(b))),
        Product("product 64 x 784 x 128", [64, 784], [784, 128], static (a, b) => a.MatMul(b)),
        Product("product 64 x 784 x 128, right transposed", [64, 784], [128, 784], static (a, b) => a.Linear(b)),
        Product("product 784 x 64 x 128", [784, 64], [64, 128], static (a, b) => a.MatMul(b)),
        LeftTransposed("product 784 x 64 x 128, left transposed", 784, 64, 128),
        Product("product 128 x 784 x 512", [128, 784], [784, 512], static (a, b) => a.MatMul(b)),
        Product("product 784 x 128 x 512", [784, 128], [128, 512], static (a, b) => a.MatMul(b)),
    ];

    private static Workload Step(string name, int batch, Func<Sequential> create, Func<IReadOnlyList<Parameter>, Optimizer> optimize) => new($"{name}, batch {batch}", () =>
    {
        Sequential model = create();
        Optimizer optimizer = optimize(model.Parameters);
        Rng rng = new(2);
        Tensor images = Tensor.Uniform(rng, batch, 784);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, batch).Select(_ => (float)rng.NextInteger(10))]);
        return new PreparedWork(
            () =>
            {
                using StepScope scope = new();
                Loss.CrossEntropy(model.Forward(images), labels).Backward();
                optimizer.Step();
            },
            () => [.. model.Parameters.SelectMany(static parameter => parameter.Value.ToArray())]);
    });

    private static Workload Pass(string name, Func<Tensor, Tensor> run, params int[] shape) => new(name, () =>
    {
        Tensor x = Tensor.Normal(new Rng(5), shape);
        return PreparedWork.Of(() => run(x));
    });

    private static Workload Product(string name, Shape left, Shape right, Func<Tensor, Tensor, Tensor> run) => new(name, () =>
    {
        Tensor a = Tensor.Normal(new Rng(6), left);
        Tensor b = Tensor.Normal(new Rng(7), right);
        return PreparedWork.Of(() => run(a, b));
    });

    // aᵀ · b, as in the gradient of a weight. Only a backward pass computes it, so here it is the kernel that is asked.
    private static Workload LeftTransposed(string name, int m, int k, int n) => new(name, () =>
    {
        float[] a = Tensor.Normal(new Rng(6), k, m).ToArray();
        float[] b = Tensor.Normal(new Rng(7), k, n).ToArray();
        float[] c = new float[m * n];
        return new PreparedWork(() => Gemm.Multiply(MatrixView.RowMajor(a, k, m).Transposed, MatrixView.RowMajor(b, k, n), c), () => c);
    });

    private static Sequential Small() => new(new Dense(784, 128, Activation.Relu), new Dense(128, 10));

    private static Sequential Large() => new(
        new Dense(784, 512), new BatchNorm(512), Activation.Relu, new Dropout(0.2f),
        new Dense(512, 256), new BatchNorm(256), Activation.Relu, new Dropout(0.2f),
        new Dense(256, 10));
}
