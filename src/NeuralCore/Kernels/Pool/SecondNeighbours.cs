using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Loads every second number.</summary>
internal static unsafe class SecondNeighbours
{
    /// <summary>The numbers at 0, 2, 4, ... and, as <paramref name="odd"/>, those at 1, 3, 5, ...; of two bundles in memory, so nothing else is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(Real* source, out V odd)
        where V : struct, ILanes<V>
    {
        V left = V.Load(in *source, 0), right = V.Load(in *source, (nuint)V.Count);
        odd = V.UnzipOdd(left, right);
        return V.UnzipEven(left, right);
    }
}
