using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuralCore;

public abstract partial class Initializer
{
    /// <summary>
    /// A matrix drawn evenly from those with orthonormal rows or columns, whichever are fewer; axes from the second on count as one
    /// (Saxe, McClelland, Ganguli: Exact solutions to the nonlinear dynamics of learning in deep linear neural networks, ICLR 2014).
    /// </summary>
    /// <param name="gain">The length of each row or column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative or not finite.</exception>
    public static Initializer Orthogonal(Real gain = 1) => new OrthogonalInitializer(NotNegative(gain, nameof(gain)));

    private sealed class OrthogonalInitializer(Real gain) : Initializer
    {
        public override void Fill(Span<Real> values, Shape shape, Rng rng)
        {
            if (shape.Rank < 2)
                Throw.NoFan(shape);
            if (values.Length == 0)
                return;
            int rows = shape[0];
            int columns = values.Length / rows;
            int count = Math.Min(rows, columns);
            int length = Math.Max(rows, columns);
            double[] vectors = new double[count * length];
            for (int i = 0; i < vectors.Length; i++)
                vectors[i] = rng.NextNormal();
            Orthonormalize(vectors, count, length);

            // The vectors are the rows of a wide matrix and the columns of a tall one.
            for (int i = 0; i < values.Length; i++)
            {
                (int row, int column) = Math.DivRem(i, columns);
                values[i] = (Real)(gain * vectors[rows <= columns ? i : (column * length) + row]);
            }
        }

        // Gram and Schmidt, modified. In double precision: the loss of orthogonality, about 10^-16 times the condition of the matrix, stays far
        // below what single precision shows.
        private static void Orthonormalize(double[] vectors, int count, int length)
        {
            for (int i = 0; i < count; i++)
            {
                Span<double> v = vectors.AsSpan(i * length, length);
                double scale = 1 / Math.Sqrt(Dot(v, v));
                for (int k = 0; k < length; k++)
                    v[k] *= scale;
                for (int j = i + 1; j < count; j++)
                {
                    Span<double> w = vectors.AsSpan(j * length, length);
                    Subtract(w, Dot(v, w), v);
                }
            }
        }

        // Four sums at any width of the processor, joined in one order, so that the bits do not depend on it.
        private static double Dot(ReadOnlySpan<double> v, ReadOnlySpan<double> w)
        {
            ReadOnlySpan<Vector256<double>> left = MemoryMarshal.Cast<double, Vector256<double>>(v);
            ReadOnlySpan<Vector256<double>> right = MemoryMarshal.Cast<double, Vector256<double>>(w);
            Vector256<double> sums = Vector256<double>.Zero;
            for (int i = 0; i < left.Length; i++)
                sums += left[i] * right[i];
            double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
            for (int i = 4 * left.Length; i < v.Length; i++)
                sum += v[i] * w[i];
            return sum;
        }

        private static void Subtract(Span<double> w, double factor, ReadOnlySpan<double> v)
        {
            Span<Vector256<double>> target = MemoryMarshal.Cast<double, Vector256<double>>(w);
            ReadOnlySpan<Vector256<double>> source = MemoryMarshal.Cast<double, Vector256<double>>(v);
            for (int i = 0; i < target.Length; i++)
                target[i] -= factor * source[i];
            for (int i = 4 * target.Length; i < w.Length; i++)
                w[i] -= factor * v[i];
        }
    }
}
