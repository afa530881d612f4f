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
        if (V.Piece == 1)
        {
            odd = V.Load(in source[1], 0);
            return V.Load(in *source, 0);
        }

        // Piece by piece: 0 1 2 3 and 4 5 6 7, interleaved to 0 4 1 5 and 2 6 3 7, and once more to 0 2 4 6 and 1 3 5 7. Pieces of two need it once.
        V left = V.LoadPieces(in *source, 2 * V.Piece);
        V right = V.LoadPieces(in source[V.Piece], 2 * V.Piece);
        for (int length = V.Piece; length > 2; length /= 2)
            (left, right) = (V.Low(left, right), V.High(left, right));
        odd = V.High(left, right);
        return V.Low(left, right);
    }
}
