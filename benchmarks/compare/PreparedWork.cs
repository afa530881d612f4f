using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NeuralCore.Compare;

/// <summary>A workload that is ready to run.</summary>
/// <param name="Run">The work.</param>
/// <param name="Result">The numbers that it has come to.</param>
internal sealed record PreparedWork(Action Run, Func<float[]> Result)
{
    /// <summary>Work that gives a tensor, whose memory goes back to the pool at once.</summary>
    public static PreparedWork Of(Func<Tensor> run)
    {
        return new PreparedWork(() => InScope(static _ => null), () => InScope(static tensor => tensor.ToArray())!);

        float[]? InScope(Func<Tensor, float[]?> read)
        {
            using StepScope scope = new();
            return read(run());
        }
    }

    /// <summary>A few runs from the beginning, as a number that changes with any bit of their result.</summary>
    public string Fingerprint()
    {
        for (int i = 0; i < 3; i++)
            Run();
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(Result())))[..16];
    }

    /// <summary>What one run takes from the managed heap, in bytes, once it runs steadily.</summary>
    public long AllocatedBytes()
    {
        const int runs = 10;
        Run();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < runs; i++)
            Run();
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / runs;
    }
}
