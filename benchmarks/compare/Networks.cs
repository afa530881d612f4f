namespace NeuralCore.Compare;

/// <summary>Networks that see and remember. PyTorch does the same in torch_networks.py.</summary>
internal static class Networks
{
    public static IEnumerable<Workload> All =>
    [
        ConvolutionalStep,
        Inference("cnn inference, batch 1", Convolutional, 1, 28, 28),
        // Lines of images as steps, the last state told apart into ten classes.
        Step("lstm adam, 28 steps, batch 64", static () => new(new Lstm(28, 128, returnSequences: false), new Dense(128, 10)), 64, 28, 28),
        Step("gru adam, 28 steps, batch 64", static () => new(new Gru(28, 128, returnSequences: false), new Dense(128, 10)), 64, 28, 28),
        ThereAndBack("residual block, batch 32", ResidualBlock, 32, 64, 32, 32),
        ThereAndBack("transformer encoder layer, batch 32", static () => new(new TransformerEncoderLayer(128, 4)), 32, 64, 128),
        Embedding,
        OneStep("lstm inference, one step", static () => new Lstm(28, 128)),
        OneStep("gru inference, one step", static () => new Gru(28, 128)),
    ];

    /// <summary>
    /// What training the convolutional network holds, in bytes: weights, moments and gradients, and the pool, which after a few steps has every
    /// buffer that was ever in use at once.
    /// </summary>
    public static long ConvolutionalMemory()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        PreparedWork work = ConvolutionalStep.Prepare();
        for (int i = 0; i < 5; i++)
            work.Run();
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(work);
        return held;
    }

    private static Workload ConvolutionalStep => Step("cnn adam, batch 64", Convolutional, 64, 1, 28, 28);

    private static Workload Embedding => new("embedding adam, batch 64 x 100", () =>
    {
        Embedding embedding = new(10_000, 64);
        Adam optimizer = new(embedding.Parameters);
        Rng rng = new(2);
        Tensor tokens = Tensor.From([.. Enumerable.Range(0, 6400).Select(_ => (float)rng.NextInteger(10_000))]).Reshape(64, 100);
        Tensor gradient = Tensor.Normal(rng, 64, 100, 64);
        return new PreparedWork(
            () =>
            {
                using StepScope scope = new();
                embedding.Forward(tokens).Backward(gradient);
                optimizer.Step();
            },
            () => Numbers(embedding));
    });

    private static Workload Step(string name, Func<Sequential> create, params int[] shape) => new(name, () =>
    {
        Sequential model = create();
        Adam optimizer = new(model.Parameters);
        Rng rng = new(2);
        Tensor inputs = Tensor.Uniform(rng, shape);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, shape[0]).Select(_ => (float)rng.NextInteger(10))]);
        return new PreparedWork(
            () =>
            {
                using StepScope scope = new();
                Loss.CrossEntropy(model.Forward(inputs), labels).Backward();
                optimizer.Step();
            },
            () => Numbers(model));
    });

    // A part of a network: its input wants a gradient too, for the layers before.
    private static Workload ThereAndBack(string name, Func<Sequential> create, params int[] shape) => new(name, () =>
    {
        Sequential model = create();
        Rng rng = new(2);
        Tensor input = Tensor.Uniform(rng, shape);
        input.RequiresGradient = true;
        Tensor gradient = Tensor.Normal(rng, shape);
        return new PreparedWork(
            () =>
            {
                using StepScope scope = new();
                input.ClearGradient();
                foreach (Parameter parameter in model.Parameters)
                    parameter.Value.ClearGradient();
                model.Forward(input).Backward(gradient);
            },
            () => [.. input.Gradient!.ToArray(), .. model.Parameters.SelectMany(static parameter => parameter.Value.Gradient!.ToArray())]);
    });

    private static Workload OneStep(string name, Func<RecurrentLayer> create) => new(name, () =>
    {
        RecurrentStepper stepper = new(create());
        float[] features = Tensor.Uniform(new Rng(2), 28).ToArray();
        float[] hidden = new float[128];
        return new PreparedWork(() => stepper.Step(features, hidden), () => hidden);
    });

    private static Workload Inference(string name, Func<Sequential> create, params int[] shape) => new(name, () =>
    {
        Sequential model = create();
        model.Evaluate();
        Predictor predictor = new(model, shape);
        float[] input = Tensor.Uniform(new Rng(2), shape).ToArray();
        float[] scores = new float[10];
        return new PreparedWork(() => predictor.Predict(input, scores), () => scores);
    });

    private static Sequential Convolutional() => new(
        new Conv2d(1, 32, 3, activation: Activation.Relu), new Conv2d(32, 64, 3, activation: Activation.Relu),
        new MaxPool2d(2), new Dropout(0.25f), new Flatten(), new Dense(9216, 128, Activation.Relu), new Dropout(0.5f), new Dense(128, 10));

    private static Sequential ResidualBlock() => new(
        new Residual(
            new Conv2d(64, 64, 3, padding: 1, bias: false), new BatchNorm(64), Activation.Relu,
            new Conv2d(64, 64, 3, padding: 1, bias: false), new BatchNorm(64)),
        Activation.Relu);

    private static float[] Numbers(Layer model) => [.. model.Parameters.SelectMany(static parameter => parameter.Value.ToArray())];
}
