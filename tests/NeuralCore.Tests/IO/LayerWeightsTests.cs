using System.Buffers.Binary;
using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.IO;

public sealed class LayerWeightsTests : IDisposable
{
    private readonly SafeTensorsFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void A_model_comes_back_to_the_bit_under_the_names_of_PyTorch()
    {
        Sequential saved = Model(seed: 1);
        saved.Forward(Tensor.Normal(new Rng(5), 8, 4));
        saved.Save(file.Path);

        SafeTensorsContent content = SafeTensors.Load(file.Path);
        content.Tensors.Keys.Should().Equal(
            "0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked");
        content.Metadata.Should().Equal(new Dictionary<string, string> { ["format"] = "pt", ["neuralcore.arithmetic"] = "1" });

        Sequential loaded = Model(seed: 2);
        loaded.Forward(Tensor.Normal(new Rng(5), 8, 4)).ToArray().Should().NotEqual(saved.Forward(Tensor.Normal(new Rng(5), 8, 4)).ToArray());
        saved.Save(file.Path);
        loaded.Load(file.Path);
        Tensor x = Tensor.Normal(new Rng(6), 8, 4);
        loaded.Predict(x).ToArray().Should().Equal(saved.Predict(x).ToArray());

        byte[] bytes = File.ReadAllBytes(file.Path);
        loaded.Save(file.Path);
        File.ReadAllBytes(file.Path).Should().Equal(bytes);
    }

    [Fact]
    public void Convolutions_have_the_names_and_shapes_of_PyTorch_in_a_file()
    {
        static Sequential Build(ulong seed)
        {
            Rng rng = new(seed);
            return new(
                new Conv1d(4, 6, 3, groups: 2, rng: rng), new Conv2d(3, 8, (5, 2), bias: false, rng: rng),
                new ConvTranspose1d(4, 6, 3, groups: 2, rng: rng), new ConvTranspose2d(3, 8, (5, 2), rng: rng));
        }

        // What state_dict() of nn.Conv1d(4, 6, 3, groups=2), nn.Conv2d(3, 8, (5, 2), bias=False) and their transposes lists.
        Build(1).Save(file.Path);
        SafeTensors.Load(file.Path).Tensors.Select(named => $"{named.Key} {named.Value.Shape}").Should().Equal(
            "0.weight [6, 2, 3]", "0.bias [6]", "1.weight [8, 3, 5, 2]",
            "2.weight [4, 3, 3]", "2.bias [6]", "3.weight [3, 8, 5, 2]", "3.bias [8]");
        Sequential loaded = Build(2);
        loaded.Load(file.Path);
        loaded.Parameters.SelectMany(parameter => parameter.Value.ToArray())
            .Should().Equal(Build(1).Parameters.SelectMany(parameter => parameter.Value.ToArray()));
    }

    [Fact]
    public void Texts_of_ones_own_go_with_the_weights()
    {
        Sequential model = Model(seed: 1);
        model.Save(file.Path, new Dictionary<string, string> { ["trained_on"] = "digits" });
        SafeTensors.Load(file.Path).Metadata.Should().Equal(
            new Dictionary<string, string> { ["format"] = "pt", ["neuralcore.arithmetic"] = "1", ["trained_on"] = "digits" });

        byte[] before = File.ReadAllBytes(file.Path);
        FluentActions.Invoking(() => model.Save(file.Path, new Dictionary<string, string> { ["format"] = "mine" }))
            .Should().Throw<ArgumentException>().WithMessage("*\"format\"*another name*");
        File.ReadAllBytes(file.Path).Should().Equal(before, "a refused save leaves the file as it was");
    }

    [Fact]
    public void A_count_of_batches_in_PyTorchs_type_can_be_loaded()
    {
        byte[] data = new byte[8 + 16];
        BinaryPrimitives.WriteInt64LittleEndian(data, 123);
        BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(8), 0.5f);
        BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(20), 2f);
        file.Write(
            """{"num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"running_mean":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"""
            + """ "bias":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},"running_var":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},"""
            + """ "weight":{"dtype":"F32","shape":[1],"data_offsets":[20,24]}}""",
            data);
        BatchNorm norm = new(1);
        norm.Load(file.Path);
        norm.NamedBuffers.Select(named => named.Buffer.Item()).Should().Equal((Real)0.5, 0, 123);
        norm.Parameters[0].Value.Item().Should().Be(2);
    }

    [Fact]
    public void Everything_that_does_not_fit_is_listed_at_once_and_nothing_is_changed()
    {
        SafeTensors.Save(
            file.Path,
            [
                ("0.weight", Tensor.Ones(3, 4)),
                ("0.bias", Tensor.Ones(5)),
                ("1.gamma", Tensor.Ones(3)),
                ("1.bias", Tensor.Ones(3)),
                ("1.running_mean", Tensor.Ones(3)),
                ("1.running_var", Tensor.Ones(3)),
                ("1.num_batches_tracked", Tensor.Ones()),
                ("3.weight", Tensor.Ones(2, 3)),
                ("head.bias", Tensor.Ones(2)),
            ]);
        Sequential model = Model(seed: 1);
        Real[][] before = [.. model.Parameters.Select(parameter => parameter.Value.ToArray())];

        Action load = () => model.Load(file.Path);
        WeightMismatchException thrown = load.Should().Throw<WeightMismatchException>().Which;
        thrown.Message.Should().Be(
            $"{file.Path}: these weights are not those of the model, and nothing was changed.\n"
            + "Missing in the file (2): \"1.weight\" [3] (nearest in the file: \"1.gamma\" [3]); \"3.bias\" [2] (nearest in the file: \"head.bias\" [2]).\n"
            + "Unexpected in the file (2): \"1.gamma\" [3]; \"head.bias\" [2].\n"
            + "Of another shape in the file (1): \"0.bias\" has [5], the model needs [3].\n"
            + "Build the model with the layers and sizes that the file was saved from; SafeTensors.Load reads single tensors.");
        thrown.Missing.Should().Equal("1.weight", "3.bias");
        thrown.Unexpected.Should().Equal("1.gamma", "head.bias");
        thrown.Misshapen.Should().Equal("0.bias");
        model.Parameters.Select(parameter => parameter.Value.ToArray()).Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
    }

    [Fact]
    public void A_long_list_is_cut_in_the_message_and_whole_in_the_exception()
    {
        SafeTensors.Save(file.Path, Enumerable.Range(0, 25).Select(i => ($"t{i}", Tensor.Ones(1))));
        Action load = () => new Dense(1, 1).Load(file.Path);
        WeightMismatchException thrown = load.Should().Throw<WeightMismatchException>().WithMessage("*\"t19\" [1]; and 5 more.*").Which;
        thrown.Unexpected.Should().HaveCount(25);
    }

    [Fact]
    public void A_damaged_file_changes_nothing()
    {
        Sequential model = Model(seed: 1);
        model.Save(file.Path);
        byte[] bytes = File.ReadAllBytes(file.Path);
        model = Model(seed: 2);
        Real[][] before = [.. model.Parameters.Select(parameter => parameter.Value.ToArray())];
        Action load = () => model.Load(file.Write(bytes[..^1]));
        load.Should().Throw<WeightFileException>();
        model.Parameters.Select(parameter => parameter.Value.ToArray()).Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
        Action none = () => model.Load(Path.Combine(file.Folder, "none.safetensors"));
        none.Should().Throw<FileNotFoundException>().WithMessage("*none.safetensors*");
    }

    [Fact]
    public void A_gradient_that_needs_the_old_weights_refuses_after_loading()
    {
        Dense dense = new(2, 1);
        dense.Save(file.Path);
        Tensor x = Tensor.Ones(1, 2);
        x.RequiresGradient = true;
        Tensor y = dense.Forward(x).Sum();
        dense.Load(file.Path);
        Action backward = () => y.Backward();
        backward.Should().Throw<GradientException>();
    }

    private static Sequential Model(ulong seed) =>
        new(new Dense(4, 3, rng: new Rng(seed)), new BatchNorm(3), Activation.Relu, new Dense(3, 2, rng: new Rng(seed, 1)));
}
