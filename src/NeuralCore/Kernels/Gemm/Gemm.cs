namespace NeuralCore.Kernels;

/// <summary>
/// The matrix product. Every number of the result is one chain of fused multiply-adds over k in order, starting from zero or from what
/// stands in C. Lanes, tiles and threads divide the numbers of the result and never k, and between blocks of k the sums rest in C, so
/// the bits are those of <see cref="GemmReference"/> at every width, for any number of threads, however the product is cut.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>C [m, n] = A [m, k] · B [k, n], or C += A · B. C has its rows one after the other without gaps.</summary>
    public static void Multiply(MatrixView a, MatrixView b, Span<Real> c, bool accumulate = false) =>
        Multiply(a, b, default, c, default(NoEpilogue), accumulate, null);

    /// <summary>
    /// C = epilogue(A · B + bias), the bias [n] being the same for every row, or empty. B may be given once more as <see cref="GemmPanels"/>,
    /// which are then read in its place; see <see cref="GemmPanels.Help"/>.
    /// </summary>
    public static void Multiply<TEpilogue>(
        MatrixView a, MatrixView b, ReadOnlySpan<Real> bias, Span<Real> c, TEpilogue epilogue, PackedNumbers? panels = null)
        where TEpilogue : struct, IEpilogue => Multiply(a, b, bias, c, epilogue, accumulate: false, panels);

    /// <summary>The same at a width of the caller's choice, for tests.</summary>
    internal static void MultiplyAt<W, TEpilogue>(
        MatrixView a, MatrixView b, ReadOnlySpan<Real> bias, Span<Real> c, TEpilogue epilogue, bool accumulate, PackedNumbers? panels = null)
        where W : struct, ILanes<W>
        where TEpilogue : struct, IEpilogue
    {
        Check(a, b, bias, c, accumulate, panels);
        fixed (Real* pa = a.Data, pb = b.Data, pc = c, pbias = bias)
            Compute<W, TEpilogue>(Operands(a, b, pa, pb, pc, pbias, epilogue, accumulate, panels));
        GC.KeepAlive(panels);
    }

    private static void Multiply<TEpilogue>(
        MatrixView a, MatrixView b, ReadOnlySpan<Real> bias, Span<Real> c, TEpilogue epilogue, bool accumulate, PackedNumbers? panels)
        where TEpilogue : struct, IEpilogue
    {
        Check(a, b, bias, c, accumulate, panels);
        fixed (Real* pa = a.Data, pb = b.Data, pc = c, pbias = bias)
            Lanes.Run(new Whole<TEpilogue>(Operands(a, b, pa, pb, pc, pbias, epilogue, accumulate, panels)), 0, 1);
        GC.KeepAlive(panels);
    }

    private static void Check(MatrixView a, MatrixView b, ReadOnlySpan<Real> bias, Span<Real> c, bool accumulate, PackedNumbers? panels)
    {
        if (a.Columns != b.Rows || c.Length != (long)a.Rows * b.Columns || (!bias.IsEmpty && bias.Length != b.Columns))
            Throw.GemmShapes(a.Rows, a.Columns, b.Rows, b.Columns, bias.Length, c.Length);
        if (panels is not null && (accumulate || panels.Bundle != 0 || panels.Count != GemmPanels.Count(b.Columns, b.Rows)))
            Throw.KernelLengths(nameof(GemmPanels), (int)GemmPanels.Count(b.Columns, b.Rows), (int)panels.Count);
    }

    private static GemmProduct<TEpilogue> Operands<TEpilogue>(
        MatrixView a, MatrixView b, Real* pa, Real* pb, Real* pc, Real* bias, TEpilogue epilogue, bool accumulate,
        PackedNumbers? panels)
        where TEpilogue : struct, IEpilogue => new()
        {
            Rows = a.Rows,
            Columns = b.Columns,
            Depth = a.Columns,
            A = pa,
            ASide = a.RowStride,
            ADepth = a.ColumnStride,
            B = pb,
            BSide = b.ColumnStride,
            BDepth = b.RowStride,
            C = pc,
            Bias = bias,
            Accumulate = accumulate,
            Panels = panels is null ? null : panels.Data,
            Epilogue = epilogue,
        };

    internal static void Compute<W, TEpilogue>(GemmProduct<TEpilogue> product)
        where W : struct, ILanes<W>
        where TEpilogue : struct, IEpilogue
    {
        if (product.Rows == 0 || product.Columns == 0)
            return;
        if (product.Columns == 1 && product.Rows > 1)
        {
            // A column has no lanes; as a row it has. The bias is then one number for all, so it is added afterwards.
            Compute<W, NoEpilogue>(product.Transposed);
            product.Finish<W>(0, 0, product.Rows, 1);
        }
        else if (product.Depth == 0 || GemmBlocks.IsThin(product.Rows, product.BSide != 1))
        {
            new GemmThin<W, TEpilogue>(product).Multiply();
        }
        else
        {
            GemmBlocked<W, TEpilogue>.Multiply(product);
        }
    }
}

// The whole product at one width; it divides itself among threads.
file readonly struct Whole<TEpilogue>(GemmProduct<TEpilogue> product) : ILaneBody
    where TEpilogue : struct, IEpilogue
{
    // Where one bundle holds all columns, half a tile of 512 bits would multiply zeros: [64, 128] by [128, 10] takes 3.8 us, and so 3.1.
    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        if (V.Count * sizeof(Real) == 64 && product.Columns <= V.Count)
            Gemm.Compute<Lanes256, TEpilogue>(product);
        else
            Gemm.Compute<V, TEpilogue>(product);
    }
}
