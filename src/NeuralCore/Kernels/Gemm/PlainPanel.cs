using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>A packed panel, or rows of B where they stand: from one k to the next it is always as far.</summary>
internal unsafe struct PlainPanel<V>(Real* first, nint step) : IPanel<V>
    where V : struct, ILanes<V>
{
    private Real* next = first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(bool two, out V left, out V right)
    {
        left = V.Load(in *next, 0);
        right = two ? V.Load(in *next, (nuint)V.Count) : default;
        next += step;
    }
}
