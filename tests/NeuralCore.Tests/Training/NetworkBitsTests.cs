using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FluentAssertions;
using NeuralCore.Tests.Kernels;
using Xunit;

namespace NeuralCore.Tests.Training;

/// <summary>
/// The promise for networks that see and remember: fifty steps of training give the same weights at every width in hardware and number of
/// threads, and on every machine those whose fingerprint stands here. It changes only with the version of the arithmetic.
/// </summary>
[Collection(ProcessSettings.Collection)]
public sealed class NetworkBitsTests
{
    private const int Steps = 50, Batch = 16, Classes = 4;

    [Theory]
    [InlineData("convolutional", "9ee80d1bbd98542d")]
    [InlineData("recurrent", "c7ae5d6163ca1489")]
    [InlineData("transformer", "8c48daa3f4f2c4f2")]
    public void Fifty_steps_of_training_give_one_result(string network, string fingerprint)
    {
        using ProcessSettings.ThreadsScope kept = ProcessSettings.KeepThreads();
        foreach (int width in Widths.All.Where(static width => width != Widths.OneLane))
        {
            foreach (int threads in (int[])[1, 2])
            {
                Parallelism.MaxThreads = threads;
                Widths.At(width, () => Train(network)).Should().Be(fingerprint, "{0} bits and {1} threads must learn the same", width, threads);
            }
        }
    }

    private static string Train(string network)
    {
        Rng rng = new(5);
        (Sequential model, int[] shape) = network switch
        {
            "convolutional" => (Convolutional(rng), (int[])[Batch, 1, 14, 14]),
            "recurrent" => (Recurrent(rng), [Batch, 12, 10]),
            _ => (Transformer(rng), [Batch, 12, 32]),
        };
        Adam optimizer = new(model.Parameters);
        Tensor inputs = Tensor.Normal(rng, shape);
        Tensor labels = Tensor.From([.. Enumerable.Range(0, Batch).Select(_ => (float)rng.NextInteger(Classes))]);
        float loss = 0;
        for (int step = 0; step < Steps; step++)
        {
            using StepScope scope = new();
            Tensor value = Loss.CrossEntropy(model.Forward(inputs), labels);
            value.Backward();
            optimizer.Step();
            loss = value.Item();
        }

        loss.Should().BeLessThan(0.5f, "it must learn, or the bits say little");
        float[] weights = [.. model.Parameters.SelectMany(static parameter => parameter.Value.ToArray())];
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(weights)))[..16];
    }

    private static Sequential Convolutional(Rng rng) => new(
        new Conv2d(1, 16, 3, activation: Activation.Relu, rng: rng),
        new Conv2d(16, 32, 3, padding: 1, bias: false, rng: rng),
        new BatchNorm(32),
        Activation.Relu,
        new MaxPool2d(2),
        new Dropout(0.1f, rng),
        new Flatten(),
        new Dense(32 * 36, 64, Activation.Relu, rng: rng),
        new Dense(64, Classes, rng: rng));

    private static Sequential Recurrent(Rng rng) => new(
        new Lstm(10, 64, layers: 2, dropout: 0.1f, bidirectional: true, returnSequences: false, rng: rng),
        new Dense(128, Classes, rng: rng));

    private static Sequential Transformer(Rng rng) => new(
        new TransformerEncoderLayer(32, 4, hidden: 128, rng: rng),
        new Lambda("MeanOfTokens", static x => x.Mean([1])),
        new Dense(32, Classes, rng: rng));
}
