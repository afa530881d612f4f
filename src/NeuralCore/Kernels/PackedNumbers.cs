using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Weights in the order in which a kernel reads them, 64-byte aligned, packed once for many calls. A pinned array stays where it is for as
/// long as it lives, which is as long as this does: whoever reads it keeps this alive.
/// </summary>
internal sealed unsafe class PackedNumbers
{
    private const int Alignment = 64;

    private readonly Real[] numbers;

    /// <summary>Makes room.</summary>
    /// <param name="count">How many numbers.</param>
    /// <param name="bundle">The numbers in a bundle of the width that they are packed for; 0 when every width reads them alike.</param>
    /// <exception cref="ShapeException">No array holds so many.</exception>
    public PackedNumbers(long count, int bundle)
    {
        if (count > Scratch.MaxCount)
            Throw.ScratchSize(count, Scratch.MaxCount);
        Count = count;
        Bundle = bundle;
        numbers = GC.AllocateUninitializedArray<Real>((int)count + (Alignment / sizeof(Real)), pinned: true);
        nuint first = (nuint)Unsafe.AsPointer(ref numbers[0]);
        Data = (Real*)((first + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>How many numbers there are.</summary>
    public long Count { get; }

    /// <summary>The first number.</summary>
    public Real* Data { get; }

    /// <summary>The numbers in a bundle of the width that they are packed for; 0 when every width reads them alike.</summary>
    public int Bundle { get; }
}
