using System.Numerics.Tensors;
using FluentAssertions;
using NeuralCore.Kernels;
using NeuralCore.Operations;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Training;

[Collection(ProcessSettings.Collection)]
public sealed class PackedWeightsTests
{
    private const int Inputs = 21, Outputs = 67;

    private static readonly MatrixPacking packing = new(Outputs, Inputs);

    /// <summary>Every way to change a weight, and whether others can write to its memory from then on.</summary>
    public static TheoryData<string, bool> Changes => new()
    {
        { nameof(Tensor.Fill), false },
        { nameof(Tensor.CopyFrom), false },
        { "index", false },
        { "view", false },
        { nameof(Initializer), false },
        { "load", false },
        { "checkpoint", false },
        { nameof(Sgd), false },
        { "optimizer of the user's", false },
        { nameof(LBfgs), false },
        { nameof(Tensor.AsSpan), true },
        { nameof(Tensor.AsTensorSpan), true },
        { nameof(Tensor.AsNumericsTensor), true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_every_kind_is_seen_by_the_next_call(string kind, bool exposes)
    {
        Sequential model = Model();
        Predictor predictor = new(model, Inputs);
        for (int round = 0; round < 3; round++)
        {
            for (int call = 0; call < 3; call++)
                ShouldAgree(predictor, model);
            Real[] before = Answers(predictor);
            Change(model, kind);
            Answers(predictor).Should().NotEqual(before);
        }

        for (int call = 0; call < 3; call++)
            ShouldAgree(predictor, model);
        model.Parameters[0].Value.Block.IsExposed.Should().Be(exposes);
    }

    [Fact]
    public void A_span_that_somebody_kept_may_be_written_to_at_any_time()
    {
        Sequential model = Model();
        Predictor predictor = new(model, Inputs);
        for (int call = 0; call < 3; call++)
            ShouldAgree(predictor, model);
        Span<Real> span = model.Parameters[0].Value.AsSpan();
        TensorSpan<Real> tensorSpan = model.Parameters[0].Value.AsTensorSpan();
        Tensor<Real> other = model.Parameters[0].Value.AsNumericsTensor();
        for (int call = 0; call < 5; call++)
        {
            Real[] before = Answers(predictor);
            Change(model, nameof(Tensor.CopyFrom));
            ShouldAgree(predictor, model);
            span[(Inputs * 3) + call] += 1;
            ShouldAgree(predictor, model);
            tensorSpan[4, call] += 1;
            ShouldAgree(predictor, model);
            other[5, call] += 1;
            ShouldAgree(predictor, model);
            Answers(predictor).Should().NotEqual(before);
        }
    }

    [Fact]
    public void Wrapped_memory_may_be_written_to_at_any_time()
    {
        Real[] array = TestNumbers.Plain(Outputs * Inputs, 1);
        Tensor<Real> other = System.Numerics.Tensors.Tensor.Create(TestNumbers.Plain(Outputs * Inputs, 2), [Outputs, Inputs]);
        foreach ((Tensor weight, Action change) in ((Tensor, Action)[])
            [
                (Tensor.Wrap(array, Outputs, Inputs), () => array[^1]++),
                (Tensor.Wrap(other), () => other[Outputs - 1, Inputs - 1]++),
                (Tensor.Wrap(array).Reshape(Outputs, Inputs), () => array[^1]++),
            ])
        {
            Own layer = new(weight);
            layer.Evaluate();
            PackedWeights table = new();
            for (int call = 0; call < 4; call++)
            {
                table.Find(0, layer.Parameters[0].Value, packing).Should().BeNull();
                change();
            }
        }
    }

    [Fact]
    public void A_weight_is_packed_at_its_second_meeting_and_not_again_until_it_changes()
    {
        Tensor weight = Tensor.Normal(new Rng(1), Outputs, Inputs);
        PackedWeights table = new();
        table.Find(0, weight, packing).Should().BeNull("a single call does not pay for packing");
        PackedNumbers? packed = table.Find(0, weight, packing);
        packed.Should().NotBeNull();
        table.Find(0, weight, packing).Should().BeSameAs(packed);
        table.Find(0, weight.View(weight.Shape), packing).Should().BeSameAs(packed, "a view of the same numbers");
        weight[3, 4] = 5;
        table.Find(0, weight, packing).Should().BeNull("a call after each step of training does not pay for it either");
        weight[3, 4] = 6;
        table.Find(0, weight, packing).Should().BeNull();
        table.Find(0, weight, packing).Should().BeNull("a form that was outdated makes the next one wait for another meeting");
        table.Find(0, weight, packing).Should().NotBeNull().And.NotBeSameAs(packed, "another thread may still read the old one");
        weight.AsReadOnlySpan().Length.Should().Be(Outputs * Inputs);
        table.Find(0, weight, packing).Should().NotBeNull();
        weight.AsSpan();
        for (int call = 0; call < 3; call++)
            table.Find(0, weight, packing).Should().BeNull("somebody may write to it without a word");
    }

    [Fact]
    public void A_place_goes_to_another_weight_or_packing_when_the_model_has_changed()
    {
        Tensor first = Tensor.Normal(new Rng(1), Outputs, Inputs), second = Tensor.Normal(new Rng(2), Outputs, Inputs);
        PackedWeights table = new();
        foreach (Tensor weight in (Tensor[])[first, second, first])
        {
            table.Find(3, weight, packing).Should().BeNull();
            table.Find(3, weight, packing).Should().NotBeNull();
        }

        Tensor square = first.View([Inputs, Outputs]);
        table.Find(3, square, new MatrixPacking(Inputs, Outputs)).Should().BeNull("it has another shape");
        ConvolutionAxis axis = ConvolutionCase.Axis(8, 3, padding: 1);
        Tensor kernels = Tensor.Normal(new Rng(2), 32, 16, 3, 3);
        table.Find(0, kernels, new ConvolutionPacking(new(1, 1, 16, 32, axis, axis))).Should().BeNull();
        table.Find(0, kernels, new ConvolutionPacking(new(5, 1, 16, 32, axis, axis))).Should().NotBeNull("a batch of any size shares it");
        table.Find(0, kernels, new ConvolutionPacking(new(1, 2, 32, 32, axis, axis))).Should().BeNull("it has groups");
    }

    // A thread may pack while another one writes: what it made of half a change must not stay.
    [Fact]
    public void What_was_packed_while_somebody_wrote_is_not_used_after_it()
    {
        Tensor weight = Tensor.Normal(new Rng(1), Outputs, Inputs);
        PackedWeights table = new();
        using (weight.WriteInPlace("test"))
        {
            table.Find(0, weight, packing).Should().BeNull();
            table.Find(0, weight, packing).Should().NotBeNull("nothing changed since the begin of the write");
        }

        table.Find(0, weight, packing).Should().BeNull();
    }

    [Fact]
    public void The_results_of_a_run_are_never_taken_for_weights()
    {
        TensorReplay replay = new(new PackedWeights());
        Real[] numbers = [1, 2, 3];
        unsafe
        {
            fixed (Real* data = numbers)
            {
                Tensor input = replay.Begin(data, [3]);
                input.Block.IsExposed.Should().BeTrue();
                Tensor.Rent([3]).Block.IsExposed.Should().BeTrue();
                replay.End();
            }
        }
    }

    [Fact]
    public void Every_width_and_number_of_threads_and_rows_gives_the_bits_of_Forward()
    {
        Sequential model = Convolutional();
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        foreach (int rows in (int[])[1, 2, 3, 4, 5, 12])
        {
            Tensor examples = Tensor.Normal(new Rng((ulong)rows), rows, 16, 9, 11);
            Real[] expected = model.Predict(examples).ToArray();
            Real[] answers = new Real[expected.Length];
            foreach (int width in Widths.All)
            {
                foreach (int threads in (int[])[1, 2, 5])
                {
                    Workers.MaxThreads = threads;
                    Predictor predictor = new(model, 16, 9, 11);
                    for (int call = 0; call < 3; call++)
                    {
                        Widths.At(width, () =>
                        {
                            predictor.Predict(examples.AsReadOnlySpan(), answers);
                            return 0;
                        });
                        answers.Should().Equal(expected);
                    }

                    // Packed at one width and asked at another.
                    predictor.Predict(examples.AsReadOnlySpan(), answers);
                    answers.Should().Equal(expected);
                }
            }
        }
    }

    [Fact]
    public void Batches_of_changing_sizes_share_what_is_packed()
    {
        Sequential model = Convolutional();
        Predictor predictor = new(model, 16, 9, 11);
        Tensor examples = Tensor.Normal(new Rng(1), 700, 16, 9, 11);
        int one = 16 * 99;
        Real[] expected = model.Predict(examples).ToArray(), answers = new Real[expected.Length];
        long kept = 0;
        for (int round = 0; round < 6; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (int rows in (int[])[1, 700, 3, 40])
            {
                predictor.Predict(examples.AsReadOnlySpan()[..(rows * one)], answers.AsSpan(0, rows * 10));
                answers.AsSpan(0, rows * 10).SequenceEqual(expected.AsSpan(0, rows * 10)).Should().BeTrue();
            }

            kept = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        long packed = (64 * 32 * 99) * sizeof(Real);
        kept.Should().BeLessThan(packed, "else a weight would be packed in every round");
    }

    [Fact]
    public void The_second_call_packs_and_later_ones_take_nothing_from_the_heap()
    {
        Sequential model = Convolutional();
        Predictor predictor = new(model, 16, 9, 11);
        Real[] examples = TestNumbers.Plain(16 * 99, 1), answers = new Real[10];
        long packed = 64 * 32 * 99 * sizeof(Real);
        predictor.Predict(examples, answers);
        Allocated().Should().BeGreaterThan(packed);
        Allocated().Should().Be(0);

        // Weights that change before every call, and those that others can write to, are read as they are.
        Change(model, nameof(Sgd));
        Allocated().Should().Be(0);
        Change(model, nameof(Sgd));
        Allocated().Should().Be(0);
        Allocated().Should().Be(0);
        Allocated().Should().BeGreaterThan(packed);
        model.Parameters[2].Value.AsSpan();
        Allocated().Should().BeLessThan(packed);
        for (int call = 0; call < 10; call++)
            Allocated().Should().Be(0);

        long Allocated()
        {
            using ProcessSettings.ThreadsScope threads = ProcessSettings.KeepThreads();
            Workers.MaxThreads = 1;
            long before = GC.GetAllocatedBytesForCurrentThread();
            predictor.Predict(examples, answers);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // Numbers that are changed without a mark are not seen, so it is the packed form that is read.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void What_is_packed_is_what_is_read(int parameter)
    {
        Sequential model = Convolutional();
        Predictor predictor = new(model, 16, 9, 11);
        Real[] examples = TestNumbers.Plain(16 * 99, 1), answers = new Real[10], again = new Real[10];
        predictor.Predict(examples, answers);
        predictor.Predict(examples, answers);
        model.Parameters[parameter].Value.Target.Clear();
        predictor.Predict(examples, again);
        again.Should().Equal(answers);
        model.Predict(Tensor.From(examples, 1, 16, 9, 11)).ToArray().Should().NotEqual(answers);
    }

    [Fact]
    public void Weights_that_change_again_and_again_are_packed_ever_more_rarely()
    {
        Tensor weight = Tensor.Normal(new Rng(1), Outputs, Inputs);
        PackedWeights table = new();
        int packed = 0;
        for (int step = 0; step < 1000; step++)
        {
            weight[0, 0] = step;
            PackedNumbers? last = null;
            for (int call = 0; call < 8; call++)
            {
                PackedNumbers? now = table.Find(0, weight, packing);
                packed += now is not null && now != last ? 1 : 0;
                last = now;
            }
        }

        packed.Should().BeInRange(1, 5);
    }

    [Fact]
    public void Many_threads_at_once_get_the_same_bits_while_weights_are_packed_and_change()
    {
        Sequential model = Convolutional();
        Predictor predictor = new(model, 16, 9, 11);
        Tensor examples = Tensor.Normal(new Rng(1), 64, 16, 9, 11);
        int one = 16 * 99;
        for (int round = 0; round < 8; round++)
        {
            Real[] expected = model.Predict(examples).ToArray(), answers = new Real[expected.Length];
            Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
                predictor.Predict(examples.AsReadOnlySpan().Slice(i * one, one), answers.AsSpan(10 * i, 10)));
            answers.Should().Equal(expected);
            Change(model, nameof(Sgd));
        }
    }

    [Fact]
    public void Packed_weights_go_with_their_predictor()
    {
        Sequential model = Convolutional();
        WeakReference packed = Ask();
        for (int i = 0; i < 3 && packed.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        packed.IsAlive.Should().BeFalse();
        GC.KeepAlive(model);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Ask()
        {
            PackedWeights table = new();
            Tensor weight = model.Parameters[2].Value;
            MatrixPacking own = new(weight.Shape[0], weight.Shape[1]);
            table.Find(0, weight, own);
            return new WeakReference(table.Find(0, weight, own));
        }
    }

    private static void Change(Sequential model, string kind)
    {
        Tensor weight = model.Parameters[0].Value;
        Real[] numbers = [.. weight.ToArray().Select(static x => -x - 1)];
        switch (kind)
        {
            case nameof(Tensor.Fill): weight.Fill(weight[0, 0] + 1); break;
            case nameof(Tensor.CopyFrom): weight.CopyFrom(numbers); break;
            case "index": weight[2, 3]++; break;
            case "view": weight.Reshape(weight.Count)[5]++; break;
            case nameof(Initializer): Initializer.Normal(0, 1).Apply(weight, new Rng((ulong)weight.Block.Version)); break;
            case nameof(Tensor.AsSpan): numbers.CopyTo(weight.AsSpan()); break;
            case nameof(Tensor.AsTensorSpan): weight.AsTensorSpan()[1, 2]++; break;
            case nameof(Tensor.AsNumericsTensor): weight.AsNumericsTensor()[1, 2]++; break;
            case "load" or "checkpoint": Load(model, kind, numbers); break;
            default: Train(model, kind); break;
        }
    }

    private static void Load(Sequential model, string kind, Real[] numbers)
    {
        Sequential other = Model();
        other.Parameters[0].Value.CopyFrom(numbers);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            if (kind == "checkpoint")
            {
                Checkpoint.Save(path, other, new LBfgs(other.Parameters));
                Checkpoint.Load(path, model, new LBfgs(model.Parameters));
            }
            else
            {
                other.Save(path);
                model.Load(path);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Train(Sequential model, string kind)
    {
        Tensor x = Tensor.Normal(new Rng(8), [4, .. model.Count == 2 ? (int[])[Inputs] : [16, 9, 11]]);
        if (kind == nameof(LBfgs))
        {
            Tensor target = Tensor.Normal(new Rng((ulong)model.Parameters[0].Value.Block.Version), 4, 5);
            new LBfgs(model.Parameters).Step(() => (model.Forward(x) - target).Square().Mean());
            return;
        }

        Optimizer optimizer = kind == nameof(Sgd) ? new Sgd(model.Parameters, (Real)0.01) : new Plain(model.Parameters);
        model.Forward(x).Square().Mean().Backward();
        optimizer.Step();
    }

    private static void ShouldAgree(Predictor predictor, Sequential model)
    {
        Tensor x = Tensor.Normal(new Rng(3), 1, Inputs);
        Real[] answers = new Real[5];
        predictor.Predict(x.AsReadOnlySpan(), answers);
        answers.Should().Equal(model.Predict(x).ToArray());
    }

    private static Real[] Answers(Predictor predictor)
    {
        Real[] answers = new Real[5];
        predictor.Predict(Tensor.Normal(new Rng(3), Inputs).AsReadOnlySpan(), answers);
        return answers;
    }

    private static Sequential Model()
    {
        Rng rng = new(1);
        Sequential model = new(new Dense(Inputs, Outputs, Activation.Tanh, rng: rng), new Dense(Outputs, 5, rng: rng));
        model.Evaluate();
        return model;
    }

    private static Sequential Convolutional()
    {
        Rng rng = new(1);
        Sequential model = new(
            new Conv2d(16, 32, 3, padding: 1, activation: Activation.Relu, rng: rng),
            new Flatten(),
            new Dense(32 * 99, 64, Activation.Relu, rng: rng),
            new Dense(64, 10, rng: rng));
        model.Evaluate();
        return model;
    }

    private sealed class Plain(IReadOnlyList<Parameter> parameters) : Optimizer(parameters, (Real)0.01)
    {
        protected override void Update(ParameterStep step)
        {
            for (int i = 0; i < step.Weights.Length; i++)
                step.Weights[i] -= step.LearningRate * step.Gradient[i];
        }
    }

    private sealed class Own : Layer
    {
        private readonly Parameter weight;

        public Own(Tensor weight) => this.weight = AddParameter("weight", weight);

        public override Tensor Forward(Tensor input) => input.Linear(weight);
    }
}
