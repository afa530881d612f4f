using FluentAssertions;
using Xunit;

namespace NeuralCore.Tests.IO;

/// <summary>A damaged file gives a typed error or, where the damage is in the numbers themselves, other numbers: never anything else.</summary>
public sealed class SafeTensorsDamageTests : IDisposable
{
    private readonly SafeTensorsFile file = new();
    private readonly byte[] sound;

    public SafeTensorsDamageTests()
    {
        SafeTensors.Save(
            file.Path,
            [("0.weight", Tensor.Normal(new Rng(3), 3, 2)), ("0.bias", Tensor.Ones(3)), ("count", Tensor.Scalar(7))],
            new Dictionary<string, string> { ["format"] = "pt" });
        sound = File.ReadAllBytes(file.Path);
    }

    public void Dispose() => file.Dispose();

    [Fact]
    public void Every_truncation_is_noticed()
    {
        for (int length = 0; length < sound.Length; length++)
            Outcome(sound[..length]).Should().BeNull($"{length} of {sound.Length} bytes are there");
        Outcome([.. sound, 0]).Should().BeNull("a byte too many is there");
        Outcome(sound).Should().NotBeNull("this is the control");
    }

    [Fact]
    public void Every_changed_byte_gives_a_typed_error_or_numbers_of_the_right_shapes()
    {
        int refused = 0;
        for (int place = 0; place < sound.Length; place++)
        {
            foreach (byte change in new byte[] { 0x01, 0x10, 0x20, 0x80, 0xFF })
            {
                byte[] damaged = [.. sound];
                damaged[place] ^= change;
                if (Outcome(damaged) is not { } content)
                    refused++;
                else
                    content.Tensors.Values.Sum(static tensor => tensor.Count).Should().BeLessThanOrEqualTo(40, "no more numbers than bytes can be there");
            }
        }

        refused.Should().BeGreaterThan(sound.Length, "most of the file is header");
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        Rng rng = new(11);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = new byte[rng.NextInteger(80)];
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)rng.NextBits();

            // A short header length now and then, so that the parser sees some of them.
            if (round % 2 == 0 && bytes.Length > 12)
                BitConverter.GetBytes((ulong)(bytes.Length - 10)).CopyTo(bytes, 0);
            Outcome(bytes).Should().BeNull();
        }
    }

    private SafeTensorsContent? Outcome(byte[] bytes)
    {
        try
        {
            return SafeTensors.Load(file.Write(bytes));
        }
        catch (WeightFileException)
        {
            return null;
        }
    }
}
