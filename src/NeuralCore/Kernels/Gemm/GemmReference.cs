namespace NeuralCore.Kernels;

/// <summary>The matrix product as it is defined, number by number. <see cref="Gemm"/> must agree with it to the bit.</summary>
internal static class GemmReference
{
    /// <summary>C [m, n] = A [m, k] · B [k, n], or C += A · B: each number is one chain of fused multiply-adds over k in order.</summary>
    public static void Multiply(MatrixView a, MatrixView b, Span<Real> c, bool accumulate = false)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                ref Real target = ref c[(i * b.Columns) + j];
                Lanes1 sum = Lanes1.All(accumulate ? target : 0);
                for (int p = 0; p < a.Columns; p++)
                    sum = Lanes1.FusedMultiplyAdd(At(a, i, p), At(b, p, j), sum);
                Lanes1.Store(sum, ref target, 0);
            }
        }
    }

    private static Lanes1 At(MatrixView matrix, int row, int column) =>
        Lanes1.All(matrix.Data[(row * matrix.RowStride) + (column * matrix.ColumnStride)]);
}
