using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>The operands in pinned memory, and what both ways begin with: the weights of a block of queries, softmax(scale q·kᵀ + masks).</summary>
internal readonly unsafe struct AttentionScores(
    AttentionPlan plan, Real* query, Real* key, Real* value, Real* addend, Real* allowed, Real* padding)
{
    public AttentionPlan Plan => plan;

    public MatrixView Query(int matrix, int firstRow, int rows) => plan.Query.View(query, matrix, firstRow, rows);

    public MatrixView Keys(int matrix, int keys) => plan.Key.View(key, matrix, 0, keys);

    public MatrixView Values(int matrix, int keys) => plan.Value.View(value, matrix, 0, keys);

    /// <summary>Computes the weights [rows, keys] that some queries give to the first keys, none dropped.</summary>
    public void Weights<V>(int matrix, int firstRow, int rows, int keys, Real* weights)
        where V : struct, ILanes<V>
    {
        MatrixView scores = Query(matrix, firstRow, rows);
        Gemm.Multiply(scores, Keys(matrix, keys).Transposed, default, new Span<Real>(weights, rows * keys), new Scaled(plan.Scale));
        if (plan.IsCausal)
            HideLater(firstRow, rows, keys, weights);
        if (addend == null && allowed == null && padding == null)
            new Softmax.Rows<SoftmaxForm>(default, weights, keys, weights).Run<V>(0, rows);
        else
            MaskedWeights<V>(matrix, firstRow, rows, keys, weights);
    }

    /// <summary>Drops weights, in place.</summary>
    public void Drop<V>(int matrix, int firstRow, int rows, int keys, Real* weights)
        where V : struct, ILanes<V> =>
        plan.Dropping.Apply<V>(((long)matrix * plan.Queries) + firstRow, rows, plan.Keys, keys, weights);

    [MethodImpl(Lanes.Kernel)]
    private static void HideLater(int firstRow, int rows, int keys, Real* scores)
    {
        for (int row = 0; row < rows; row++)
        {
            int visible = Math.Min(keys, firstRow + row + 1);
            new Span<Real>(scores + ((nint)row * keys) + visible, keys - visible).Fill(Real.NegativeInfinity);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    private void MaskedWeights<V>(int matrix, int firstRow, int rows, int keys, Real* weights)
        where V : struct, ILanes<V>
    {
        (int addendMatrix, int allowedMatrix) = plan.Masks is null ? (0, 0) : plan.Masks.Numbers(matrix);
        Real* adds = RowOf(addend, addendMatrix, plan.AddendStride, firstRow);
        Real* allows = RowOf(allowed, allowedMatrix, plan.AllowedStride, firstRow);
        Real* pads = padding == null ? null : padding + ((nint)(matrix / plan.MatricesPerPadding) * plan.Keys);
        for (int row = 0; row < rows; row++, weights += keys)
        {
            Mask<V>(weights, adds, allows, pads, keys);
            adds = adds == null ? null : adds + plan.AddendStride;
            allows = allows == null ? null : allows + plan.AllowedStride;

            // A query that may look at no key: softmax knows no answer. Zeros, as in PyTorch from 2.5 on, keep the others clean.
            if (Fold.Row<MaxFold, V>(default, weights, keys) == Real.NegativeInfinity)
                new Span<Real>(weights, keys).Clear();
            else
                new Softmax.Rows<SoftmaxForm>(default, weights, keys, weights).Run<V>(0, 1);
        }
    }

    private Real* RowOf(Real* mask, int matrix, int stride, int row) =>
        mask == null ? null : mask + ((nint)matrix * (stride == 0 ? plan.Keys : (nint)plan.Queries * plan.Keys)) + ((nint)row * stride);

    [MethodImpl(Lanes.Kernel)]
    private static void Mask<V>(Real* scores, Real* adds, Real* allows, Real* pads, int keys)
        where V : struct, ILanes<V>
    {
        V hidden = V.All(Real.NegativeInfinity);
        V zero = V.All(0);
        for (int j = 0; j < keys; j += V.Count)
        {
            V score = Lanes.Load<V>(scores + j, keys - j);
            if (adds != null)
                score += Lanes.Load<V>(adds + j, keys - j);
            if (allows != null)
                score = V.Where(V.Equal(Lanes.Load<V>(allows + j, keys - j), zero), hidden, score);
            if (pads != null)
                score = V.Where(V.Equal(Lanes.Load<V>(pads + j, keys - j), zero), score, hidden);
            Lanes.Store(score, scores + j, keys - j);
        }
    }

    private readonly struct Scaled(Real scale) : IEpilogue
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => x * V.All(scale);
    }
}
