using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The matrix product. Matrices [m, k] · [k, n] give [m, n]. A vector on the left counts as a row, on the right as a column, and its
    /// axis does not stay: two vectors give their scalar product. Further outer axes are a batch of matrices, with broadcasting:
    /// [8, 1, m, k] · [5, k, n] gives [8, 5, m, n].
    /// </summary>
    /// <exception cref="ShapeException">An operand is a scalar, the inner sizes differ, or the batches do not fit each other.</exception>
    public Tensor MatMul(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Rank == 0 || other.Rank == 0)
            Throw.MatMulScalar(Shape, other.Shape);
        if (Shape[^1] != other.Shape[other.Rank == 1 ? ^1 : ^2])
            Throw.MatMulInner(Shape, other.Shape);
        for (int fromEnd = 3; fromEnd <= Math.Min(Rank, other.Rank); fromEnd++)
        {
            if (Shape[^fromEnd] != other.Shape[^fromEnd] && Shape[^fromEnd] != 1 && other.Shape[^fromEnd] != 1)
                Throw.NoBroadcast(nameof(MatMul), Shape, other.Shape, fromEnd);
        }

        if (Rank == 1 && other.Rank == 1)
            return Dot(other);
        Product product = new(Shape, other.Shape);
        Tensor result = Rent(product.Result);
        GemmBatch.Multiply(product.Left(Values), product.Right(other.Values), result.Target);
        return Gradients.AreNeededFor(this, other) ? result.RecordedBy(new MatMulNode(product, this, other)) : result;
    }
}

// left [left batch, m, k] · right [right batch, k, n] → [batch, m, n]
file readonly struct Product
{
    private readonly Shape leftBatch;
    private readonly Shape rightBatch;
    private readonly int m;
    private readonly int k;
    private readonly int n;

    public Product(Shape left, Shape right)
    {
        leftBatch = [.. left.AsSpan()[..Math.Max(0, left.Rank - 2)]];
        rightBatch = [.. right.AsSpan()[..Math.Max(0, right.Rank - 2)]];
        m = left.Rank == 1 ? 1 : left[^2];
        k = left[^1];
        n = right.Rank == 1 ? 1 : right[^1];
        Shape batch = Shape.Broadcast(leftBatch, rightBatch, nameof(Tensor.MatMul));
        ReadOnlySpan<int> rows = left.Rank == 1 ? [] : [m];
        ReadOnlySpan<int> columns = right.Rank == 1 ? [] : [n];
        Result = [.. batch, .. rows, .. columns];
        if (rightBatch.Count != 1 || batch.Count != leftBatch.Count)
            return;

        // One matrix on the right serves all rows on the left, so they are one tall matrix.
        m *= leftBatch.Count;
        leftBatch = [];
        rightBatch = [];
    }

    public Shape Result { get; }

    public Shape Outer => Shape.Broadcast(leftBatch, rightBatch);

    public Shape LeftShape => [.. Outer, m, k];

    public Shape RightShape => [.. Outer, k, n];

    public Shape LeftMatrices => [.. leftBatch, m, k];

    public Shape RightMatrices => [.. rightBatch, k, n];

    public MatrixBatch Left(ReadOnlySpan<Real> values) => new(values, leftBatch, m, k);

    public MatrixBatch Right(ReadOnlySpan<Real> values) => new(values, rightBatch, k, n);

    public MatrixBatch Of(ReadOnlySpan<Real> values) => new(values, Outer, m, n);
}

file sealed class MatMulNode : GradientNode
{
    private readonly Product product;

    public MatMulNode(Product product, Tensor left, Tensor right)
        : base(nameof(Tensor.MatMul), left, right)
    {
        this.product = product;
        Save(left);
        Save(right);
    }

    // dA = G · Bᵀ and dB = Aᵀ · G, summed over the products that a repeated matrix took part in.
    public override void Backward(Tensor gradient)
    {
        MatrixBatch g = product.Of(gradient.Values);
        if (Needs(0))
        {
            Tensor left = Tensor.Rent(product.LeftShape);
            GemmBatch.Multiply(g, product.Right(SavedTensor(1).Values).Transposed, left.Target);
            Give(0, left.SummedTo(product.LeftMatrices).View(Inputs[0].Shape));
        }

        if (Needs(1))
        {
            Tensor right = Tensor.Rent(product.RightShape);
            GemmBatch.Multiply(product.Left(SavedTensor(0).Values).Transposed, g, right.Target);
            Give(1, right.SummedTo(product.RightMatrices).View(Inputs[1].Shape));
        }
    }
}
