using System.Buffers;

namespace NeuralCore;

/// <summary>Memory of a caller's for as long as a call lasts, and no memory at all after it.</summary>
internal sealed unsafe class BorrowedMemory : MemoryManager<Real>
{
    private Real* data;
    private int count;

    /// <summary>Takes memory that stays where it is until <see cref="Return"/>.</summary>
    public void Borrow(Real* data, int count)
    {
        this.data = data;
        this.count = count;
    }

    /// <summary>Lets go of it.</summary>
    public void Return() => Borrow(null, 0);

    public override Span<Real> GetSpan() => new(data, count);

    // A block reaches its memory through spans only.
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }
}
