using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>One or two bundles of a patch: every step of k reads them at another place.</summary>
internal unsafe struct TapPanel<V>(Real* first, int* places) : IPanel<V>
    where V : struct, ILanes<V>
{
    private int* place = places;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(bool two, out V left, out V right)
    {
        Real* at = first + *place;
        place++;
        left = V.Load(in *at, 0);
        right = two ? V.Load(in *at, (nuint)V.Count) : default;
    }
}
