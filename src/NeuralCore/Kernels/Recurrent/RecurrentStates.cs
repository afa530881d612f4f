using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>The hidden states or cells of some examples, or their gradients, in working memory: a row for each example.</summary>
internal readonly unsafe struct RecurrentStates<W>(int hidden)
    where W : struct, ILanes<W>
{
    /// <summary>From one row to the next: a little apart from whole powers of two, which would fall on each other in the first cache.</summary>
    public int Stride => RecurrentPanels.Stride<W>(hidden) + W.Count;

    /// <summary>Brings the states of so many examples from [batch, hidden]; zeros where there are none.</summary>
    [MethodImpl(Lanes.Kernel)]
    public void Load(Real* source, int first, int count, Real* state)
    {
        for (int i = 0; i < count; i++, state += Stride)
        {
            // Up to whole panels, because products may add to all of them.
            new Span<Real>(state, Stride).Clear();
            if (source != null)
                Copy(source + ((nint)(first + i) * hidden), state);
        }
    }

    /// <summary>Brings them back to [batch, hidden].</summary>
    [MethodImpl(Lanes.Kernel)]
    public void Save(Real* state, int first, int count, Real* target)
    {
        for (int i = 0; i < count; i++, state += Stride)
            Copy(state, target + ((nint)(first + i) * hidden));
    }

    /// <summary>Copies the states of one example.</summary>
    public void Copy(Real* source, Real* target) => new Span<Real>(source, hidden).CopyTo(new Span<Real>(target, hidden));
}
