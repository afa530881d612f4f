using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralCore.Storage;

/// <summary>
/// The memory behind one or more tensors. It counts the writes made after creation, so that a gradient can tell whether a tensor
/// that it saved has been changed since, and whoever keeps something made of the numbers, whether it still holds.
/// </summary>
internal sealed class Block
{
    private Real[]? array;
    private readonly int offset;
    private readonly MemoryManager<Real>? foreign;
    private int version;
    private volatile bool isExposed;

    /// <summary>Takes part of an array, without copying.</summary>
    public Block(Real[] array, int offset, int length)
    {
        this.array = array;
        this.offset = offset;
        Length = length;
    }

    /// <summary>Takes memory that somebody else owns, and may write to, without copying.</summary>
    public Block(MemoryManager<Real> foreign)
    {
        this.foreign = foreign;
        Length = foreign.GetSpan().Length;
        isExposed = true;
    }

    /// <summary>How many numbers it holds.</summary>
    public int Length { get; }

    /// <summary>
    /// Changes with every write after it was first filled: before the first number is written, and again after the last one. What was made of
    /// the numbers at a version holds as long as it stays, unless <see cref="IsExposed"/>, which is to be asked after it.
    /// </summary>
    public int Version => Volatile.Read(ref version);

    /// <summary>Whether somebody may write to it whenever they like, without a word: a span of it was given away, or the memory is not ours.</summary>
    public bool IsExposed => isExposed;

    /// <summary>Who wrote last.</summary>
    public string LastWriter { get; private set; } = "";

    /// <summary>Whether the pool never gets the memory back, because somebody may hold it for good.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The numbers.</summary>
    /// <exception cref="ObjectDisposedException">The step scope that lent the memory has ended.</exception>
    public Span<Real> Span
    {
        get
        {
            if (array is { } held)
                return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(held), offset), Length);
            if (foreign is null)
                Throw.ScopeEnded();
            return foreign!.GetSpan();
        }
    }

    /// <summary>The array and the place in it, when the memory is an array.</summary>
    public bool TryGetArray(out ArraySegment<Real> segment)
    {
        if (array is null && foreign is null)
            Throw.ScopeEnded();
        segment = array is null ? default : new ArraySegment<Real>(array, offset, Length);
        return array is not null;
    }

    /// <summary>The owner of the memory, when it is not an array.</summary>
    public MemoryManager<Real>? Foreign => foreign;

    /// <summary>Notes a change in place.</summary>
    public void MarkWritten(string writer)
    {
        LastWriter = writer;
        Interlocked.Increment(ref version);
    }

    /// <summary>Notes, for good, that others can write to the memory. They are not asked when they do.</summary>
    public void Expose() => isExposed = true;

    /// <summary>Keeps the memory from the pool for good.</summary>
    public void Keep() => IsKept = true;

    /// <summary>Gives up the memory for reuse; any later use throws.</summary>
    public Real[] Release()
    {
        Real[] released = array!;
        array = null;
        return released;
    }
}
