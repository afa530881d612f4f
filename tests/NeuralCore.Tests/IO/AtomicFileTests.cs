using FluentAssertions;
using NeuralCore.IO;
using Xunit;

namespace NeuralCore.Tests.IO;

public sealed class AtomicFileTests : IDisposable
{
    private readonly SafeTensorsFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(file.Path, "old");
        Action write = () => AtomicFile.Write(file.Path, stream =>
        {
            stream.Write("half of the n"u8);
            File.ReadAllText(file.Path).Should().Be("old", "the new one is not there yet");
            Directory.GetFiles(file.Folder).Should().HaveCount(2, "the new one is written beside it");
            throw new InvalidOperationException("interrupted");
        });

        write.Should().Throw<InvalidOperationException>().WithMessage("interrupted");
        File.ReadAllText(file.Path).Should().Be("old");
        Directory.GetFiles(file.Folder).Should().Equal(file.Path);
    }

    [Fact]
    public void A_write_replaces_the_old_file()
    {
        File.WriteAllText(file.Path, "a longer old one");
        AtomicFile.Write(file.Path, static stream => stream.Write("new"u8));
        File.ReadAllText(file.Path).Should().Be("new");
        Directory.GetFiles(file.Folder).Should().Equal(file.Path);
    }

    [Fact]
    public void A_save_that_fails_half_way_keeps_the_old_weights()
    {
        SafeTensors.Save(file.Path, [("a", Tensor.Ones(2))]);
        Tensor gone;
        using (new StepScope())
            gone = Tensor.Zeros(2);
        Action save = () => SafeTensors.Save(file.Path, [("a", Tensor.Zeros(2)), ("b", gone)]);
        save.Should().Throw<ObjectDisposedException>();
        SafeTensors.Load(file.Path).Tensors["a"].ToArray().Should().Equal(1, 1);
        Directory.GetFiles(file.Folder).Should().Equal(file.Path);
    }

    [Fact]
    public void A_folder_that_is_missing_is_named()
    {
        string path = Path.Combine(file.Folder, "none", "w.safetensors");
        Action save = () => SafeTensors.Save(path, [("a", Tensor.Ones(2))]);
        save.Should().Throw<DirectoryNotFoundException>().WithMessage($"Save: the folder {Path.Combine(file.Folder, "none")} of {path} does not exist. *");
    }
}
