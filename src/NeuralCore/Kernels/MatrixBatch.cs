namespace NeuralCore.Kernels;

/// <summary>Matrices of one size, stored one after the other, which may be read transposed. Nothing moves.</summary>
internal readonly ref struct MatrixBatch
{
    private readonly bool isTransposed;

    /// <summary>A batch of matrices [rows, columns], without gaps.</summary>
    public MatrixBatch(ReadOnlySpan<Real> data, Shape outer, int rows, int columns)
        : this(data, outer, rows, columns, isTransposed: false)
    {
    }

    private MatrixBatch(ReadOnlySpan<Real> data, Shape outer, int rows, int columns, bool isTransposed)
    {
        if (data.Length != (long)outer.Count * rows * columns)
            Throw.KernelLengths(nameof(MatrixBatch), outer.Count * rows * columns, data.Length);
        Data = data;
        Outer = outer;
        Rows = rows;
        Columns = columns;
        this.isTransposed = isTransposed;
    }

    public ReadOnlySpan<Real> Data { get; }

    public Shape Outer { get; }

    public int Rows { get; }

    public int Columns { get; }

    public MatrixBatch Transposed => new(Data, Outer, Columns, Rows, !isTransposed);

    /// <summary>The batch without its span, for a body that runs on other threads while the memory is fixed.</summary>
    public unsafe Pointer At(Real* data) => new(data, Rows, Columns, isTransposed);

    internal readonly unsafe struct Pointer(Real* data, int rows, int columns, bool isTransposed)
    {
        public int Rows => rows;

        public int Columns => columns;

        public MatrixView Matrix(int number)
        {
            int size = rows * columns;
            ReadOnlySpan<Real> span = new(data + ((nint)number * size), size);
            return isTransposed ? MatrixView.RowMajor(span, columns, rows).Transposed : MatrixView.RowMajor(span, rows, columns);
        }
    }
}
