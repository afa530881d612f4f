using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A few rows by a transposed B: the lanes are columns of C, whose numbers of B lie a row of memory apart. Pieces of those rows are
/// loaded into one bundle and interleaved into bundles of one k each, which are multiplied at once and never stored.
/// </summary>
internal static unsafe class GemmThinTile
{
    /// <summary>Most rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>
    /// Adds to 1 to 4 rows of four, two or one bundles of columns; the depth is a whole number of pieces. From one column to the next B goes
    /// by <paramref name="side"/>, and from one k to the next by one number.
    /// </summary>
    public static void Compute<V>(int rows, int strips, in TileOperands tile, nint side)
        where V : struct, ILanes<V>
    {
        if (strips == 4)
            Compute<V, Four>(rows, tile, side);
        else if (strips == 2)
            Compute<V, Two>(rows, tile, side);
        else
            Compute<V, One>(rows, tile, side);
    }

    private static void Compute<V, N>(int rows, in TileOperands tile, nint side)
        where V : struct, ILanes<V>
        where N : struct, ICount
    {
        switch (rows)
        {
            case 1: Compute<V, One, N>(tile, side); break;
            case 2: Compute<V, Two, N>(tile, side); break;
            case 3: Compute<V, Three, N>(tile, side); break;
            case 4: Compute<V, Four, N>(tile, side); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<V, M, N>(in TileOperands tile, nint side)
        where V : struct, ILanes<V>
        where M : struct, ICount
        where N : struct, ICount
    {
        Real* a = tile.A, b = tile.B, c = tile.C;
        nint stride = tile.CStride, row = tile.ASide, step = tile.ADepth, next = V.Count * side;
        V s0 = default, s1 = default, s2 = default, s3 = default;
        V t0 = default, t1 = default, t2 = default, t3 = default;
        V u0 = default, u1 = default, u2 = default, u3 = default;
        V v0 = default, v1 = default, v2 = default, v3 = default;
        if (M.Value > 0) Load(c + (0 * stride), N.Value, out s0, out t0, out u0, out v0);
        if (M.Value > 1) Load(c + (1 * stride), N.Value, out s1, out t1, out u1, out v1);
        if (M.Value > 2) Load(c + (2 * stride), N.Value, out s2, out t2, out u2, out v2);
        if (M.Value > 3) Load(c + (3 * stride), N.Value, out s3, out t3, out u3, out v3);
        for (nint k = tile.Depth; k > 0; k -= V.Piece, a += V.Piece * step, b += V.Piece)
        {
            Turn(b, side, out V b0, out V b1, out V b2, out V b3);
            if (M.Value > 0) s0 = Add(s0, a + (0 * row), step, b0, b1, b2, b3);
            if (M.Value > 1) s1 = Add(s1, a + (1 * row), step, b0, b1, b2, b3);
            if (M.Value > 2) s2 = Add(s2, a + (2 * row), step, b0, b1, b2, b3);
            if (M.Value > 3) s3 = Add(s3, a + (3 * row), step, b0, b1, b2, b3);
            if (N.Value > 1)
                Turn(b + next, side, out b0, out b1, out b2, out b3);
            if (N.Value > 1 && M.Value > 0) t0 = Add(t0, a + (0 * row), step, b0, b1, b2, b3);
            if (N.Value > 1 && M.Value > 1) t1 = Add(t1, a + (1 * row), step, b0, b1, b2, b3);
            if (N.Value > 1 && M.Value > 2) t2 = Add(t2, a + (2 * row), step, b0, b1, b2, b3);
            if (N.Value > 1 && M.Value > 3) t3 = Add(t3, a + (3 * row), step, b0, b1, b2, b3);
            if (N.Value > 2)
                Turn(b + (2 * next), side, out b0, out b1, out b2, out b3);
            if (N.Value > 2 && M.Value > 0) u0 = Add(u0, a + (0 * row), step, b0, b1, b2, b3);
            if (N.Value > 2 && M.Value > 1) u1 = Add(u1, a + (1 * row), step, b0, b1, b2, b3);
            if (N.Value > 2 && M.Value > 2) u2 = Add(u2, a + (2 * row), step, b0, b1, b2, b3);
            if (N.Value > 2 && M.Value > 3) u3 = Add(u3, a + (3 * row), step, b0, b1, b2, b3);
            if (N.Value > 2)
                Turn(b + (3 * next), side, out b0, out b1, out b2, out b3);
            if (N.Value > 2 && M.Value > 0) v0 = Add(v0, a + (0 * row), step, b0, b1, b2, b3);
            if (N.Value > 2 && M.Value > 1) v1 = Add(v1, a + (1 * row), step, b0, b1, b2, b3);
            if (N.Value > 2 && M.Value > 2) v2 = Add(v2, a + (2 * row), step, b0, b1, b2, b3);
            if (N.Value > 2 && M.Value > 3) v3 = Add(v3, a + (3 * row), step, b0, b1, b2, b3);
        }

        if (M.Value > 0) Store(c + (0 * stride), N.Value, s0, t0, u0, v0);
        if (M.Value > 1) Store(c + (1 * stride), N.Value, s1, t1, u1, v1);
        if (M.Value > 2) Store(c + (2 * stride), N.Value, s2, t2, u2, v2);
        if (M.Value > 3) Store(c + (3 * stride), N.Value, s3, t3, u3, v3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<V>(Real* c, int strips, out V s, out V t, out V u, out V v)
        where V : struct, ILanes<V>
    {
        nuint w = (nuint)V.Count;
        s = V.Load(in *c, 0);
        t = strips > 1 ? V.Load(in *c, w) : default;
        u = strips > 2 ? V.Load(in *c, 2 * w) : default;
        v = strips > 2 ? V.Load(in *c, 3 * w) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V>(Real* c, int strips, V s, V t, V u, V v)
        where V : struct, ILanes<V>
    {
        nuint w = (nuint)V.Count;
        V.Store(s, ref *c, 0);
        if (strips > 1)
            V.Store(t, ref *c, w);
        if (strips > 2)
        {
            V.Store(u, ref *c, 2 * w);
            V.Store(v, ref *c, 3 * w);
        }
    }

    // One bundle for each k of a piece.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<V>(Real* source, nint side, out V b0, out V b1, out V b2, out V b3)
        where V : struct, ILanes<V>
    {
        nint distance = V.Piece * side;
        b0 = V.LoadPieces(in *source, distance);
        b1 = b2 = b3 = default;
        if (V.Piece == 1)
            return;
        b1 = V.LoadPieces(in source[side], distance);
        if (V.Piece == 2)
        {
            (b0, b1) = (V.Low(b0, b1), V.High(b0, b1));
            return;
        }

        b2 = V.LoadPieces(in source[2 * side], distance);
        b3 = V.LoadPieces(in source[3 * side], distance);
        V even = V.Low(b0, b2), odd = V.Low(b1, b3), evenHigh = V.High(b0, b2), oddHigh = V.High(b1, b3);
        b0 = V.Low(even, odd);
        b1 = V.High(even, odd);
        b2 = V.Low(evenHigh, oddHigh);
        b3 = V.High(evenHigh, oddHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add<V>(V sum, Real* a, nint step, V b0, V b1, V b2, V b3)
        where V : struct, ILanes<V>
    {
        sum = V.FusedMultiplyAdd(V.All(*a), b0, sum);
        if (V.Piece > 1)
            sum = V.FusedMultiplyAdd(V.All(a[step]), b1, sum);
        if (V.Piece > 2)
        {
            sum = V.FusedMultiplyAdd(V.All(a[2 * step]), b2, sum);
            sum = V.FusedMultiplyAdd(V.All(a[3 * step]), b3, sum);
        }

        return sum;
    }
}
