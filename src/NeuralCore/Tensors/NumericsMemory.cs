using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NeuralCore;

/// <summary>The memory of a dense tensor of System.Numerics.Tensors, which is kept alive as long as this is.</summary>
internal sealed class NumericsMemory(Tensor<Real> owner) : MemoryManager<Real>
{
    public Tensor<Real> Owner => owner;

    // Through the tensor span: the tensor's own GetPinnableReference (10.0) gives the start of its array, not its own first number.
    public override Span<Real> GetSpan() =>
        MemoryMarshal.CreateSpan(ref owner.AsTensorSpan().GetPinnableReference(), checked((int)owner.FlattenedLength));

    // A block reaches its memory through spans only.
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }
}
