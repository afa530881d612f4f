using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FluentAssertions;
using NeuralCore.Storage;
using Xunit;

namespace NeuralCore.Tests.Training;

/// <summary>What training takes from memory once it runs. Alone, because the counters are those of the whole process.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class SteadyStateTests
{
    [Fact]
    public void A_step_makes_no_tensor_buffers()
    {
        ArraysAfterFirstEpoch(Blobs.Model(new BatchNorm(16), Blobs.Dropping())).Should().Be(0);

        // A kept tensor never goes back to the pool, so each step needs a new array: the control.
        ArraysAfterFirstEpoch(Blobs.Model(new Lambda("Takes", static x =>
        {
            x.Add(1).Keep();
            return x;
        }))).Should().BeGreaterThan(10);
    }

    [Fact]
    public void The_way_back_needs_the_memory_of_two_gradients_however_long_it_is()
    {
        const int size = 100_003;
        Tensor leaf = Tensor.Ones(size);
        leaf.RequiresGradient = true;
        using StepScope scope = new();
        Tensor y = leaf;
        for (int i = 0; i < 20; i++)
            y = i % 2 == 0 ? y.Tanh() : y.Multiply(y);
        Tensor seed = Tensor.Ones(size);
        long before = BlockPool.ArraysCreated;
        y.Backward(seed);

        // The gradient of a product is two tensors that are added up, beside the one that they are made from.
        (BlockPool.ArraysCreated - before).Should().BeLessThanOrEqualTo(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_activation_that_may_not_write_over_its_gradient_gives_back_what_it_needs(bool isConvolution)
    {
        int length = isConvolution ? 100_003 : 120_011;
        Rng rng = new(1);
        Layer layer = isConvolution ? new Conv1d(1, 1, 1, activation: Activation.Relu, rng: rng) : new Dense(1, 1, Activation.Relu, rng: rng);
        layer.Freeze();
        Tensor leaf = isConvolution ? Tensor.Ones(1, 1, length) : Tensor.Ones(length, 1);
        leaf.RequiresGradient = true;
        using StepScope scope = new();
        Tensor y = layer.Forward(leaf);
        Tensor seed = Tensor.Ones(y.Shape);
        long before = BlockPool.ArraysCreated;
        for (int i = 0; i < 20; i++)
        {
            y.Backward(seed, retainGraph: true);
            leaf.ClearGradient();
        }

        // The gradient before the activation, and that of the leaf.
        (BlockPool.ArraysCreated - before).Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_step_of_a_convolution_network_makes_no_tensor_buffers_and_leaves_memory_flat()
    {
        Rng rng = new(1);
        Sequential model = new(
            new Conv2d(1, 3, 3, padding: 1, activation: Activation.Relu, rng: rng), new MaxPool2d(2), new Conv2d(3, 4, 3, 2, rng: rng),
            new BatchNorm(4), Activation.Gelu, new ConvTranspose2d(4, 2, 2, 2, rng: rng), new GlobalAvgPool());
        Adam optimizer = new(model.Parameters);
        Tensor images = Tensor.Normal(rng, 4, 1, 12, 12);
        Tensor labels = Tensor.From([0, 1, 1, 0]);
        void Step()
        {
            using StepScope step = new();
            Loss.CrossEntropy(model.Forward(images), labels).Backward();
            optimizer.Step();
        }

        Repeat(Step, 5);
        long arrays = BlockPool.ArraysCreated;
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        Repeat(Step, 200);
        (BlockPool.ArraysCreated - arrays).Should().Be(0);
        (GC.GetTotalMemory(forceFullCollection: true) - memory).Should().BeLessThan(100_000);
    }

    [Fact]
    public void A_thousand_steps_leave_memory_flat()
    {
        Growth(Blobs.Model(new BatchNorm(16), Blobs.Dropping())).Should().BeLessThan(200_000);

        List<Tensor> held = [];
        Growth(Blobs.Model(new Lambda("Hoards", x =>
        {
            held.Add(Tensor.Zeros(x.Shape).Keep());
            return x;
        }))).Should().BeGreaterThan(1_000_000, "this is the control");
        held.Should().NotBeEmpty();
    }

    [Fact]
    public void The_network_of_the_sample_makes_no_tensor_buffers_and_leaves_memory_flat_for_a_thousand_steps()
    {
        const int batch = 16;
        const int batches = 20;
        Rng rng = new(1);
        Sequential model = new(new Flatten(), new Dense(784, 256, Activation.Relu, rng: rng), new Dense(256, 10, rng: rng));
        Counting images = new(new InMemoryDataset(
            Tensor.Uniform(rng, batch * batches, 1, 28, 28),
            Tensor.From([.. Enumerable.Range(0, batch * batches).Select(i => (Real)(i % 10))])));
        Trainer trainer = new(model, new CrossEntropy((Real)0.1), new Adam(model.Parameters), new Accuracy());
        DataLoader loader = new(images, batch, shuffle: true);
        trainer.Fit(loader, 2);
        long arrays = BlockPool.ArraysCreated;
        long memory = GC.GetTotalMemory(forceFullCollection: true);

        trainer.Fit(loader, 50);

        // Fit itself takes a copy of the weights, to go back to the best ones: one array for each of the four parameters.
        (BlockPool.ArraysCreated - arrays).Should().BeLessThanOrEqualTo(4);
        (GC.GetTotalMemory(forceFullCollection: true) - memory).Should().BeLessThan(200_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_makes_a_few_small_objects_and_no_buffer(int threads)
    {
        Sequential model = Digits();
        Adam optimizer = new(model.Parameters);
        Batch batch = new DataLoader(Images(1), BatchSize).First();
        void Step()
        {
            using StepScope step = new();
            Loss.CrossEntropy(model.Forward(batch.Inputs), batch.Targets).Backward();
            optimizer.Step();
        }

        Repeat(Step, 100);
        long arrays = BlockPool.ArraysCreated;
        long bytes = BytesIn(threads, () => Repeat(Step, Steps));

        (BlockPool.ArraysCreated - arrays).Should().Be(0);
        (bytes / Steps).Should().BeLessThan(MostBytes);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 2)]
    public void A_step_of_the_trainer_makes_a_few_small_objects(int threads, int prefetch)
    {
        const int stepsInEpoch = 50;
        Sequential model = Digits();
        Trainer trainer = new(model, new CrossEntropy(), new Adam(model.Parameters), new Accuracy());
        DataLoader loader = new(Images(stepsInEpoch), BatchSize, shuffle: true, prefetch: prefetch);
        trainer.Fit(loader, 2);

        long bytes = BytesIn(threads, () => trainer.Fit(loader, Steps / stepsInEpoch));

        // With the share of what each epoch and the whole training make: orders, records, and the copy of the weights.
        (bytes / Steps).Should().BeLessThan(MostBytes);
    }

    private const int Steps = 1000;
    private const int MostBytes = 8 * 1024;

    // The bytes do not depend on it; where fused multiply-adds are computed in software, 64 would take minutes.
    private static int BatchSize => Fma.IsSupported || AdvSimd.IsSupported ? 64 : 4;

    private static Sequential Digits() => new(new Dense(784, 128, Activation.Relu, rng: new Rng(1)), new Dense(128, 10, rng: new Rng(2)));

    private static InMemoryDataset Images(int batches) => new(
        Tensor.Uniform(new Rng(3), batches * BatchSize, 784),
        Tensor.From([.. Enumerable.Range(0, batches * BatchSize).Select(static i => (Real)(i % 10))]));

    private static void Repeat(Action action, int times)
    {
        for (int i = 0; i < times; i++)
            action();
    }

    /// <summary>What all threads together take from the heap meanwhile.</summary>
    private static long BytesIn(int threads, Action action)
    {
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Parallelism.MaxThreads = threads;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static long ArraysAfterFirstEpoch(Sequential model)
    {
        Counting data = new(Blobs.Points(200));
        Blobs.TrainerOf(model).Fit(new DataLoader(data, 32, shuffle: true), 4);
        return data.ArraysAtRead[^1] - data.ArraysAtRead[7];
    }

    // An epoch has 7 steps, so 1,015 lie between the two.
    private static long Growth(Sequential model)
    {
        long early = 0;
        long late = 0;
        ReportTo weigh = new(progress =>
        {
            if (progress.Completed is { Epoch: 5 })
                early = GC.GetTotalMemory(forceFullCollection: true);
            if (progress.Completed is { Epoch: 150 })
                late = GC.GetTotalMemory(forceFullCollection: true);
        });
        Blobs.TrainerOf(model, (Real)0.001).Fit(Blobs.Batches(), 150, progress: weigh);
        return late - early;
    }

    private sealed class Counting(IDataset source) : IDataset
    {
        public List<long> ArraysAtRead { get; } = [];

        public int Count => source.Count;

        public Shape InputShape => source.InputShape;

        public Shape TargetShape => source.TargetShape;

        public void Read(ReadOnlySpan<int> indices, Span<Real> inputs, Span<Real> targets)
        {
            ArraysAtRead.Add(BlockPool.ArraysCreated);
            source.Read(indices, inputs, targets);
        }
    }
}
