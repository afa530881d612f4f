using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

public sealed class GemmTests
{
    public static TheoryData<int> Depths => [0, 1, 2, 3, 7, 16, 33, 255, 256, 257, 512, 513, 600];

    [Fact]
    public void Agrees_with_the_oracle_at_every_edge_of_its_tiles()
    {
        Func<Real> fill = GemmCase.AnyNumbers(1);
        for (int m = 1; m <= 40; m++)
        {
            for (int n = 1; n <= 40; n++)
                new GemmCase(m, n, k: 5, fill).CheckForm(((3 * m) + n) % 8);
        }
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void Agrees_with_the_oracle_at_every_depth_and_in_every_form(int k)
    {
        foreach ((int m, int n) in new[] { (1, 1), (1, 70), (4, 17), (5, 16), (6, 32), (7, 33), (12, 64), (13, 31), (18, 130), (40, 5), (37, 1), (2, 61), (3, 47) })
        {
            new GemmCase(m, n, k, GemmCase.WholeNumbers(2)).CheckAll();
            new GemmCase(m, n, k, GemmCase.AnyNumbers(3)).CheckAll();
        }
    }

    [Fact]
    public void Is_exact_on_whole_numbers()
    {
        // An independent check of the oracle too: the same product in integers.
        (int m, int n, int k) = (19, 45, 300);
        var product = new GemmCase(m, n, k, GemmCase.WholeNumbers(4));
        var c = new Real[m * n];
        Gemm.Multiply(MatrixView.RowMajor(product.A, m, k), MatrixView.RowMajor(product.B, k, n), c);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                long sum = 0;
                for (int p = 0; p < k; p++)
                    sum += (long)product.A[(i * k) + p] * (long)product.B[(p * n) + j];
                c[(i * n) + j].Should().Be(sum);
                product.Fresh[(i * n) + j].Should().Be(sum);
            }
        }
    }

    [Theory]
    [InlineData(0, 3, 4)]
    [InlineData(3, 0, 4)]
    [InlineData(0, 0, 0)]
    public void An_empty_result_needs_nothing(int m, int n, int k) => new GemmCase(m, n, k, GemmCase.WholeNumbers(5)).CheckAll();

    [Fact]
    public void Infinities_and_NaN_reach_their_row_and_column_and_no_other()
    {
        Func<Real> numbers = GemmCase.AnyNumbers(6);
        int drawn = 0;
        Real[] special = [Real.NaN, Real.PositiveInfinity, Real.NegativeInfinity, (Real)(-0.0), Real.Epsilon, Real.MaxValue];
        foreach ((int m, int n) in new[] { (3, 19), (13, 33), (30, 50), (9, 1) })
            new GemmCase(m, n, 37, () => ++drawn % 97 == 0 ? special[drawn / 97 % special.Length] : numbers()).CheckAll();
    }

    [Fact]
    public void Reads_views_with_gaps_between_their_rows()
    {
        (int m, int n, int k) = (14, 35, 21);
        var product = new GemmCase(m, n, k, GemmCase.AnyNumbers(7));
        Real[] a = Spread(product.A, m, k, stride: 29), b = Spread(product.B, k, n, stride: 40);
        var c = new Real[m * n];
        Gemm.Multiply(new MatrixView(a, m, k, 29, 1), new MatrixView(b, k, n, 40, 1), c);
        GemmCase.ShouldBeTheSame(c, product.Fresh, "a product of views with gaps");
    }

    [Fact]
    public unsafe void Does_not_read_what_working_memory_held_before()
    {
        foreach ((int m, int n, int k) in new[] { (17, 37, 50), (3, 37, 70), (17, 1, 50), (5, 33, 1040) })
        {
            using (Scratch one = Scratch.Rent(70_000), two = Scratch.Rent(70_000))
            {
                new Span<Real>(one.Data, 70_000).Fill(Real.NaN);
                new Span<Real>(two.Data, 70_000).Fill(Real.NaN);
            }

            new GemmCase(m, n, k, GemmCase.AnyNumbers(9)).CheckAll();
        }
    }

    [Fact]
    public void Allocates_no_working_memory_once_it_is_warm()
    {
        // Closures for the threads may cost some bytes; packed panels would cost thousands.
        const int Small = 1024;
        var product = new GemmCase(30, 70, 300, GemmCase.AnyNumbers(8));
        Real[] a = product.A.ToArray(), b = product.B.ToArray(), c = new Real[30 * 70];
        Allocated(Multiply);
        Allocated(Multiply).Should().BeLessThan(Small);
        Allocated(() => c = new Real[30 * 70]).Should().BeGreaterThan(Small, "else the probe would see nothing");

        void Multiply() => Gemm.Multiply(MatrixView.RowMajor(a, 30, 300), MatrixView.RowMajor(b, 300, 70), c);
    }

    [Fact]
    public void Refuses_operands_that_do_not_fit()
    {
        var numbers = new Real[12];
        Action inner = () => Gemm.Multiply(MatrixView.RowMajor(numbers, 3, 4), MatrixView.RowMajor(numbers, 3, 4), new Real[12]);
        Action result = () => Gemm.Multiply(MatrixView.RowMajor(numbers, 3, 4), MatrixView.RowMajor(numbers, 4, 3), new Real[8]);
        Action bias = () => Gemm.Multiply(MatrixView.RowMajor(numbers, 3, 4), MatrixView.RowMajor(numbers, 4, 3), new Real[2], new Real[9], new NoEpilogue());
        Action view = () => MatrixView.RowMajor(numbers, 3, 5);
        Action strides = () => _ = new MatrixView(numbers, 2, 2, 2, 2);
        inner.Should().Throw<ArgumentException>().WithMessage("Gemm: [3, 4] · [3, 4] into 12 numbers*");
        result.Should().Throw<ArgumentException>().WithMessage("*must have 9 numbers*");
        bias.Should().Throw<ArgumentException>().WithMessage("*with a bias of 2*");
        view.Should().Throw<ArgumentException>().WithMessage("MatrixView: a matrix [3, 5]*does not fit 12 numbers*");
        strides.Should().Throw<ArgumentException>().WithMessage("*neither stride is 1*");
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Real[] Spread(ReadOnlySpan<Real> matrix, int rows, int columns, int stride)
    {
        // NaN in the gaps: a kernel that reads them cannot agree.
        var result = new Real[((rows - 1) * stride) + columns];
        Array.Fill(result, Real.NaN);
        for (int i = 0; i < rows; i++)
            matrix.Slice(i * columns, columns).CopyTo(result.AsSpan(i * stride));
        return result;
    }
}
