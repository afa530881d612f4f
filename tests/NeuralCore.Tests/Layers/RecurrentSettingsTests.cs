using FluentAssertions;
using NeuralCore.Storage;
using NeuralCore.Tests.Kernels;
using NeuralCore.Tests.Training;
using Xunit;

namespace NeuralCore.Tests.Layers;

/// <summary>Recurrent layers whatever the threads and the width, step by step, and what they take from memory.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class RecurrentSettingsTests
{
    public static IEnumerable<object[]> Kinds => RecurrentLayerTests.Kinds;

    // Large enough that the steps and the products are divided among threads; the sizes are no multiples of anything.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Threads_and_widths_do_not_change_a_bit_of_what_is_learned(string kind)
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

        int[] Train()
        {
            Sequential model = new(RecurrentLayerTests.Create(kind, 11, 67, layers: 2, isBidirectional: true), new Dense(134, 3, rng: new Rng(2)));
            Adam optimizer = new(model.Parameters);
            Tensor x = Tensor.Normal(new Rng(3), 29, 7, 11);
            Tensor target = Tensor.Normal(new Rng(4), 29, 7, 3);
            for (int step = 0; step < 3; step++)
            {
                using StepScope scope = new();
                Loss.MeanSquaredError(model.Forward(x), target).Backward();
                optimizer.Step();
            }

            return Blobs.BitsOf(model);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Steps_give_the_bits_of_the_whole_sequence_at_every_width(string kind)
    {
        RecurrentLayer layer = RecurrentLayerTests.Create(kind, 5, 67, layers: 2);
        const int batch = 3, steps = 6;
        Tensor x = Tensor.Normal(new Rng(2), steps, batch, 5);
        (Tensor output, RecurrentState end) = layer.Run(x.Transpose(0, 1));
        Real[] expected = output.Transpose(0, 1).ToArray();
        RecurrentStepper stepper = new(layer, batch);
        Real[] hidden = new Real[batch * 67];
        foreach (int width in (int[])[Widths.OneLane, .. Widths.All])
        {
            stepper.Reset();
            for (int step = 0; step < steps; step++)
            {
                Widths.At(width, () =>
                {
                    stepper.Step(x.AsReadOnlySpan().Slice(step * batch * 5, batch * 5), hidden);
                    return 0;
                });
                hidden.Should().Equal(expected.AsSpan(step * hidden.Length, hidden.Length).ToArray());
            }

            stepper.State.Hidden.ToArray().Should().Equal(end.Hidden.ToArray());
            (stepper.State.Cell?.ToArray()).Should().Equal(end.Cell?.ToArray());
        }

        // From a state on, and with weights that have changed in between.
        layer.Parameters[1].Value.AsSpan()[0] += 1;
        layer.Parameters[2].Value.AsSpan()[0] += 1;
        stepper.State = end;
        stepper.Step(x.AsReadOnlySpan()[..(batch * 5)], hidden);
        hidden.Should().Equal(layer.Run(x.Slice(0, 0, 1).Transpose(0, 1), end).Output.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_step_sees_what_is_written_to_a_span_that_was_taken_before(string kind)
    {
        RecurrentLayer layer = RecurrentLayerTests.Create(kind, 5, 19, layers: 2);
        RecurrentStepper stepper = new(layer);
        Tensor x = Tensor.Normal(new Rng(2), 1, 1, 5);
        Real[] hidden = new Real[19];
        foreach (Parameter parameter in layer.Parameters)
        {
            Span<Real> span = parameter.Value.AsSpan();
            for (int step = 0; step < 3; step++)
            {
                stepper.Reset();
                stepper.Step(x.AsReadOnlySpan(), hidden);
                hidden.Should().Equal(layer.Run(x).Output.ToArray());
                Real[] before = [.. hidden];
                span[^1]++;
                stepper.Reset();
                stepper.Step(x.AsReadOnlySpan(), hidden);
                hidden.Should().Equal(layer.Run(x).Output.ToArray());
                if (parameter.Name.StartsWith("bias", StringComparison.Ordinal))
                    hidden.Should().NotEqual(before, "the state is zero, so only biases and the input's weights show");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_takes_nothing_from_the_heap(bool isExposed)
    {
        Lstm lstm = new(7, 33, layers: 2, rng: new Rng(1));
        RecurrentStepper stepper = new(lstm);
        foreach (Parameter parameter in lstm.Parameters)
        {
            if (isExposed)
                parameter.Value.AsSpan();
        }

        Real[] x = new Real[7], hidden = new Real[33];
        for (int i = 0; i < 100; i++)
            stepper.Step(x, hidden);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            stepper.Step(x, hidden);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_training_step_makes_no_buffer_and_few_small_objects()
    {
        Sequential model = new(new Gru(8, 40, layers: 2, dropout: (Real)0.1, rng: new Rng(1)), new Lstm(40, 24, returnSequences: false, rng: new Rng(2)), new Dense(24, 3, rng: new Rng(3)));
        Adam optimizer = new(model.Parameters);
        Tensor x = Tensor.Normal(new Rng(4), 16, 10, 8);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, 16).Select(i => (Real)(i % 3))]);
        void Train()
        {
            using StepScope step = new();
            Loss.CrossEntropy(model.Forward(x), labels).Backward();
            optimizer.Step();
        }

        for (int i = 0; i < 50; i++)
            Train();
        long arrays = BlockPool.ArraysCreated;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            Train();
        (BlockPool.ArraysCreated - arrays).Should().Be(0);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 50).Should().BeLessThan(24 * 1024);
    }
}
