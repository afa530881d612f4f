using FluentAssertions;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Training;

/// <summary>The promise in one test: whole training runs at every width and number of threads.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class SameBitsTests
{
    [Fact]
    public void Threads_and_widths_do_not_change_a_bit_of_what_is_learned()
    {
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        Parallelism.MaxThreads = 1;
        int[] expected = Train();
        foreach (int width in Widths.All)
        {
            foreach (int count in (int[])[1, 2, 3])
            {
                Parallelism.MaxThreads = count;
                Widths.At(width, Train).Should().Equal(expected, "{0} bits and {1} threads must learn the same", width, count);
            }
        }
    }

    // Large enough that the products, the normalisation and the updates are divided among threads.
    private static int[] Train()
    {
        Rng rng = new(3);
        Sequential model = new(
            new Dense(150, 300, Activation.Gelu, rng: rng),
            new BatchNorm(300),
            new Dropout((Real)0.2, rng),
            new Residual(new Sequential(new Dense(300, 300, Activation.Tanh, rng: rng), new LayerNorm(300))),
            new Dense(300, 10, rng: rng));
        Adam optimizer = new(model.Parameters) { L2 = (Real)1e-4 };
        Tensor inputs = Tensor.Normal(rng, 128, 150);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, 128).Select(_ => (Real)rng.NextInteger(10))]);
        for (int step = 0; step < 5; step++)
        {
            using StepScope scope = new();
            Loss.CrossEntropy(model.Forward(inputs), labels).Backward();
            GradientClip.ByNorm(model.Parameters, 1);
            optimizer.Step();
        }

        return Blobs.BitsOf(model);
    }
}
