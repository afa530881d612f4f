using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The way back through attention, head by head, in blocks of queries: with weights p, dv = pᵀ·g, dp = g·vᵀ, ds = p (dp - Σ p dp), dq = scale
/// ds·k and dk = scale dsᵀ·q. The sums over queries continue from block to block, in order.
/// </summary>
internal readonly unsafe struct AttentionBackward(
    AttentionScores scores, Real* gradient, Real* query, Real* key, Real* value, Real* scoreSlopes) : ILaneBody
{
    private readonly AttentionPlan plan = scores.Plan;

    [MethodImpl(Lanes.Kernel)]
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        int rows = Math.Min(AttentionPlan.BlockRows, plan.Queries);
        long block = (long)rows * plan.Keys;
        int keyNumbers = plan.Keys * plan.Key.Columns;
        int valueNumbers = plan.Keys * plan.Value.Columns;
        using Scratch scratch = Scratch.Rent((4 * block) + keyNumbers + valueNumbers + ((long)rows * plan.Query.Columns));
        Real* keySums = scratch.Data + (4 * block);
        Real* valueSums = keySums + keyNumbers;
        Buffers buffers = new(scratch.Data, block, keySums, valueSums, valueSums + valueNumbers);
        for (int matrix = start; matrix < end; matrix++)
        {
            new Span<Real>(keySums, keyNumbers + valueNumbers).Clear();
            for (int first = 0; first < plan.Queries; first += AttentionPlan.BlockRows)
                Block<V>(matrix, first, Math.Min(AttentionPlan.BlockRows, plan.Queries - first), buffers);
            if (key != null)
                plan.Key.Put(keySums, key, matrix, 0, plan.Keys);
            if (value != null)
                plan.Value.Put(valueSums, value, matrix, 0, plan.Keys);
        }
    }

    private void Block<V>(int matrix, int first, int rows, Buffers buffers)
        where V : struct, ILanes<V>
    {
        int keys = plan.KeysFor(first, rows);
        int count = rows * keys;
        MatrixView upstream = plan.Result.View(gradient, matrix, first, rows);
        scores.Weights<V>(matrix, first, rows, keys, buffers.Weights);
        Real* dropped = buffers.Weights;
        if (plan.Dropping.IsUsed)
        {
            // The bits are drawn once for both uses: drawing costs more than the products.
            dropped = buffers.Slopes;
            new Span<Real>(buffers.Factors, count).Fill(1);
            scores.Drop<V>(matrix, first, rows, keys, buffers.Factors);
            new Zip.Body<MultiplyZip>(default, buffers.Weights, buffers.Factors, dropped).Run<V>(0, count);
        }

        if (value != null)
        {
            MatrixView transposed = MatrixView.RowMajor(new ReadOnlySpan<Real>(dropped, count), rows, keys).Transposed;
            Gemm.Multiply(transposed, upstream, new Span<Real>(buffers.Values, keys * plan.Value.Columns), accumulate: true);
        }

        if (query == null && key == null && scoreSlopes == null)
            return;
        Gemm.Multiply(upstream, scores.Values(matrix, keys).Transposed, new Span<Real>(buffers.Upstream, count));
        if (plan.Dropping.IsUsed)
            new Zip.Body<MultiplyZip>(default, buffers.Upstream, buffers.Factors, buffers.Upstream).Run<V>(0, count);
        Slopes<V>(matrix, first, rows, keys, buffers);
        Products(matrix, first, rows, keys, buffers);
    }

    // The gradient of the scaled scores, times the scale; the first alone is what whoever added to the scores gets.
    [MethodImpl(Lanes.Kernel)]
    private void Slopes<V>(int matrix, int first, int rows, int keys, Buffers buffers)
        where V : struct, ILanes<V>
    {
        if (scoreSlopes == null)
        {
            new Softmax.RowsBack<Scaled>(new Scaled(plan.Scale), buffers.Weights, buffers.Upstream, keys, buffers.Slopes).Run<V>(0, rows);
            return;
        }

        new Softmax.RowsBack<SoftmaxForm>(default, buffers.Weights, buffers.Upstream, keys, buffers.Slopes).Run<V>(0, rows);
        for (int row = 0; row < rows; row++)
        {
            Span<Real> to = new(scoreSlopes + ((((nint)matrix * plan.Queries) + first + row) * plan.Keys), plan.Keys);
            new ReadOnlySpan<Real>(buffers.Slopes + ((nint)row * keys), keys).CopyTo(to);
            to[keys..].Clear();
        }

        Real* slopes = buffers.Slopes;
        new Map.Body<WithNumber<MultiplyZip>>(new WithNumber<MultiplyZip>(default, plan.Scale), slopes, slopes).Run<V>(0, rows * keys);
    }

    private void Products(int matrix, int first, int rows, int keys, Buffers buffers)
    {
        MatrixView slopes = MatrixView.RowMajor(new ReadOnlySpan<Real>(buffers.Slopes, rows * keys), rows, keys);
        if (query != null)
        {
            bool isDense = plan.Query.IsDense;
            Real* to = isDense ? query + plan.Query.Start(matrix, first) : buffers.Queries;
            Gemm.Multiply(slopes, scores.Keys(matrix, keys), new Span<Real>(to, rows * plan.Query.Columns));
            if (!isDense)
                plan.Query.Put(to, query, matrix, first, rows);
        }

        if (key != null)
        {
            Span<Real> sums = new(buffers.Keys, keys * plan.Key.Columns);
            Gemm.Multiply(slopes.Transposed, scores.Query(matrix, first, rows), sums, accumulate: true);
        }
    }

    private readonly struct Buffers(Real* blocks, long block, Real* keys, Real* values, Real* queries)
    {
        public Real* Weights => blocks;

        public Real* Upstream => blocks + block;

        public Real* Slopes => blocks + (2 * block);

        public Real* Factors => blocks + (3 * block);

        public Real* Keys => keys;

        public Real* Values => values;

        public Real* Queries => queries;
    }

    // Softmax of numbers that were scaled before, and whose gradient is scaled as they were.
    private readonly struct Scaled(Real scale) : ISoftmax
    {
        public V Scale<V>(V sum)
            where V : struct, ILanes<V> => default(SoftmaxForm).Scale(sum);

        public V Value<V>(V shifted, V exp, V scale)
            where V : struct, ILanes<V> => default(SoftmaxForm).Value(shifted, exp, scale);

        public V Term<V>(V y, V gradient)
            where V : struct, ILanes<V> => default(SoftmaxForm).Term(y, gradient);

        public V Slope<V>(V y, V gradient, V sum)
            where V : struct, ILanes<V> => default(SoftmaxForm).Slope(y, gradient, sum) * V.All(scale);
    }
}
