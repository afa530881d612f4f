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

    /// <summary>B once more as <see cref="GemmPanels"/>, or null; then nothing is accumulated.</summary>
    public Real* Panels;

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
        if (TEpilogue.IsIdentity && Bias == null)
            return;
        Real* bias = Bias == null ? null : Bias + column;
        Real* first = C + ((nint)row * Columns) + column;
        int done = FinishColumns<V>(first, bias, 0, rows, columns);
        if (V.Count > Lanes256.Count)
            done = FinishColumns<Lanes256>(first, bias, done, rows, columns);
        if (V.Count > Lanes128.Count)
            done = FinishColumns<Lanes128>(first, bias, done, rows, columns);
        FinishColumns<Lanes1>(first, bias, done, rows, columns);
    }

    // Whole bundles from a column on; returns where they end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int FinishColumns<V>(Real* first, Real* bias, int start, int rows, int columns)
        where V : struct, ILanes<V>
    {
        for (; start <= columns - V.Count; start += V.Count)
        {
            V add = bias == null ? V.All(0) : V.Load(in *bias, (nuint)start);
            Real* c = first + start;
            for (int i = 0; i < rows; i++, c += Columns)
            {
                V sum = V.Load(in *c, 0);
                V.Store(Epilogue.Value(bias == null ? sum : sum + add), ref *c, 0);
            }
        }

        return start;
    }
}
