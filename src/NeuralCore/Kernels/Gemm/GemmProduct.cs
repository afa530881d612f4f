using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The operands of one matrix product, C [rows, columns] = A [rows, depth] · B [depth, columns], in pinned memory. A stride leads from one
/// number to the next along a row or column of C (side) or along k (depth).
/// </summary>
internal unsafe struct GemmProduct<TEpilogue>
    where TEpilogue : struct, IEpilogue
{
    public int Rows, Columns, Depth;
    public Real* A, B, C;
    public nint ASide, ADepth, BSide, BDepth;
    public bool Accumulate;

    /// <summary>One number for each column, or null.</summary>
    public Real* Bias;
    public TEpilogue Epilogue;

    /// <summary>
    /// The same product written as Cᵀ = Bᵀ · Aᵀ, without what follows it. Only where C has one column or one row, so that C and Cᵀ are
    /// alike in memory.
    /// </summary>
    public readonly GemmProduct<NoEpilogue> Transposed => new()
    {
        Rows = Columns,
        Columns = Rows,
        Depth = Depth,
        A = B,
        ASide = BSide,
        ADepth = BDepth,
        B = A,
        BSide = ASide,
        BDepth = ADepth,
        C = C,
        Accumulate = Accumulate,
    };

    /// <summary>Adds the bias and applies the epilogue to a part of C whose k is complete.</summary>
    public readonly void Finish<V>(int row, int column, int rows, int columns)
        where V : struct, ILanes<V>
    {
        if (typeof(TEpilogue) == typeof(NoEpilogue) && Bias == null)
            return;
        Real* bias = Bias == null ? null : Bias + column;
        for (int i = row; i < row + rows; i++)
        {
            Real* line = C + ((nint)i * Columns) + column;
            int whole = columns - (columns % V.Count);
            FinishLine<V>(line, bias, 0, whole);
            FinishLine<Lanes1>(line, bias, whole, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FinishLine<V>(Real* line, Real* bias, int start, int end)
        where V : struct, ILanes<V>
    {
        for (int j = start; j < end; j += V.Count)
        {
            V sum = V.Load(in *line, (nuint)j);
            if (bias != null)
                sum += V.Load(in *bias, (nuint)j);
            V.Store(Epilogue.Value(sum), ref *line, (nuint)j);
        }
    }
}
