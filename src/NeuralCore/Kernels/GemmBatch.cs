using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Products of two batches of matrices, whose outer axes are broadcast. Each product is one of <see cref="Gemm"/>.</summary>
internal static unsafe class GemmBatch
{
    /// <summary>
    /// Multiply-adds below which a product is left to one thread, and threads take whole products instead. Gemm divides larger ones by
    /// itself; 2^20 of them take one core some 10 us, about what it costs to hand out a piece and wait for it.
    /// </summary>
    private const long SmallProduct = 1 << 20;

    /// <summary>C [batch, m, n] = A [batch of a, m, k] · B [batch of b, k, n].</summary>
    /// <param name="a">The left matrices, one after the other.</param>
    /// <param name="b">The right matrices.</param>
    /// <param name="c">The products; their batch is what broadcasting the two batches gives.</param>
    public static void Multiply(MatrixBatch a, MatrixBatch b, Span<Real> c)
    {
        Shape batch = Shape.Broadcast(a.Outer, b.Outer, nameof(GemmBatch));
        if (c.Length != (long)batch.Count * a.Rows * b.Columns)
            Throw.KernelLengths(nameof(GemmBatch), batch.Count * a.Rows * b.Columns, c.Length);
        BroadcastPlan plan = new(a.Outer, b.Outer, batch);
        long work = (long)a.Rows * a.Columns * b.Columns;
        fixed (Real* pa = a.Data, pb = b.Data, pc = c)
        {
            Body body = new(a.At(pa), b.At(pb), pc, plan);
            if (work < SmallProduct)
                Workers.For(body, batch.Count, (int)Math.Max(1, SmallProduct / Math.Max(1, work)));
            else
                body.Run(0, batch.Count);
        }
    }

    internal readonly struct Body(MatrixBatch.Pointer a, MatrixBatch.Pointer b, Real* c, BroadcastPlan plan) : ILaneBody
    {
        // The product picks its own width.
        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V> => Run(start, end);

        [MethodImpl(Lanes.Kernel)]
        public void Run(int start, int end)
        {
            int size = a.Rows * b.Columns;
            for (int i = start; i < end; i++)
            {
                (int left, int right) = plan.Numbers(i);
                Gemm.Multiply(a.Matrix(left), b.Matrix(right), new Span<Real>(c + ((nint)i * size), size));
            }
        }
    }
}
