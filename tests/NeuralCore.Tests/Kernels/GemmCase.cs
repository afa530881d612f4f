using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FluentAssertions;
using NeuralCore.Kernels;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>One matrix product, its operands in all four forms, and what the oracle makes of it.</summary>
internal sealed class GemmCase
{
    private readonly int m, n, k;
    private readonly Real[] a, b, aTransposed, bTransposed, before;
    private readonly Real[] fresh, added;

    public GemmCase(int m, int n, int k, Func<Real> fill)
    {
        (this.m, this.n, this.k) = (m, n, k);
        a = Fill(m * k, fill);
        b = Fill(k * n, fill);
        before = Fill(m * n, fill);
        aTransposed = Transpose(a, m, k);
        bTransposed = Transpose(b, k, n);
        fresh = new Real[m * n];
        added = [.. before];
        GemmReference.Multiply(MatrixView.RowMajor(a, m, k), MatrixView.RowMajor(b, k, n), fresh);
        GemmReference.Multiply(MatrixView.RowMajor(a, m, k), MatrixView.RowMajor(b, k, n), added, accumulate: true);
    }

    /// <summary>C = A · B according to the oracle.</summary>
    public ReadOnlySpan<Real> Fresh => fresh;

    public ReadOnlySpan<Real> A => a;

    public ReadOnlySpan<Real> B => b;

    /// <summary>Whole numbers from -4 to 4: every sum is exact.</summary>
    public static Func<Real> WholeNumbers(ulong seed)
    {
        var random = new Rng(seed);
        return () => random.NextInteger(9) - 4;
    }

    public static Func<Real> AnyNumbers(ulong seed)
    {
        var random = new Rng(seed);
        return random.NextNormal;
    }

    /// <summary>Runs every form, with and without accumulation, at every width that this processor has.</summary>
    public void CheckAll()
    {
        for (int form = 0; form < 8; form++)
            CheckForm(form);
    }

    /// <summary>Bit 0: A transposed, bit 1: B transposed, bit 2: accumulate.</summary>
    public void CheckForm(int form)
    {
        if (Vector512.IsHardwareAccelerated)
            Check<Lanes512>(form);
        if (Vector256.IsHardwareAccelerated)
            Check<Lanes256>(form);
        if (Vector128.IsHardwareAccelerated)
            Check<Lanes128>(form);
        Check<Lanes1>(form);
    }

    /// <summary>C = epilogue(A · B + bias) at every width; the bias may be empty.</summary>
    public void CheckEpilogue<TEpilogue>(Real[] bias, TEpilogue epilogue, int form)
        where TEpilogue : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated)
            CheckEpilogue<Lanes512, TEpilogue>(bias, epilogue, form);
        if (Vector256.IsHardwareAccelerated)
            CheckEpilogue<Lanes256, TEpilogue>(bias, epilogue, form);
        if (Vector128.IsHardwareAccelerated)
            CheckEpilogue<Lanes128, TEpilogue>(bias, epilogue, form);
        CheckEpilogue<Lanes1, TEpilogue>(bias, epilogue, form);
    }

    /// <summary>
    /// C = epilogue(A · B + bias) with a B that was packed before, at every width. B itself is not there, so that whoever read it could not
    /// agree.
    /// </summary>
    public void CheckPacked<TEpilogue>(Real[] bias, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        PackedNumbers panels = GemmPanels.Pack(bTransposed, n, k);
        Real[] kept = [.. bTransposed];
        Array.Fill(bTransposed, Real.NaN);
        if (Vector512.IsHardwareAccelerated)
            CheckEpilogue<Lanes512, TEpilogue>(bias, epilogue, 2, panels);
        if (Vector256.IsHardwareAccelerated)
            CheckEpilogue<Lanes256, TEpilogue>(bias, epilogue, 2, panels);
        if (Vector128.IsHardwareAccelerated)
            CheckEpilogue<Lanes128, TEpilogue>(bias, epilogue, 2, panels);
        CheckEpilogue<Lanes1, TEpilogue>(bias, epilogue, 2, panels);
        kept.CopyTo(bTransposed, 0);
    }

    private void Check<W>(int form)
        where W : struct, ILanes<W>
    {
        bool accumulate = (form & 4) != 0;
        Run<W, NoEpilogue>(form, [], default, accumulate, accumulate ? added : fresh);
    }

    private void CheckEpilogue<W, TEpilogue>(Real[] bias, TEpilogue epilogue, int form, PackedNumbers? panels = null)
        where W : struct, ILanes<W>
        where TEpilogue : struct, IEpilogue
    {
        var expected = new Real[m * n];
        for (int i = 0; i < expected.Length; i++)
        {
            Lanes1 sum = Lanes1.All(fresh[i]);
            if (bias.Length > 0)
                sum += Lanes1.All(bias[i % n]);
            Lanes1.Store(epilogue.Value(sum), ref expected[i], 0);
        }

        Run<W, TEpilogue>(form & 3, bias, epilogue, accumulate: false, expected, panels);
    }

    private void Run<W, TEpilogue>(int form, Real[] bias, TEpilogue epilogue, bool accumulate, Real[] expected, PackedNumbers? panels = null)
        where W : struct, ILanes<W>
        where TEpilogue : struct, IEpilogue
    {
        // Both ends are guarded in turn; one case runs at several widths and forms, so every operand meets both.
        bool atEnd = (form + W.Count + m + n) % 2 == 0;
        bool turnA = (form & 1) != 0, turnB = (form & 2) != 0;
        using var memoryA = new GuardedMemory(turnA ? aTransposed : a, atEnd);
        using var memoryB = new GuardedMemory(turnB ? bTransposed : b, !atEnd);
        using var memoryC = new GuardedMemory(before, atEnd);
        using var memoryBias = new GuardedMemory(bias, atEnd);
        MatrixView viewA = turnA ? MatrixView.RowMajor(memoryA.Span, k, m).Transposed : MatrixView.RowMajor(memoryA.Span, m, k);
        MatrixView viewB = turnB ? MatrixView.RowMajor(memoryB.Span, n, k).Transposed : MatrixView.RowMajor(memoryB.Span, k, n);
        Gemm.MultiplyAt<W, TEpilogue>(viewA, viewB, memoryBias.Span, memoryC.Span, epilogue, accumulate, panels);
        ShouldBeTheSame(memoryC.Span, expected, $"[{m}, {k}] x [{k}, {n}], form {form}, {W.Count} lanes, {Workers.MaxThreads} threads");
    }

    /// <summary>Bit for bit, except that any NaN equals any other.</summary>
    public static void ShouldBeTheSame(ReadOnlySpan<Real> actual, ReadOnlySpan<Real> expected, string what)
    {
        actual.Length.Should().Be(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            bool same = MemoryMarshal.AsBytes(actual.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(expected.Slice(i, 1)));
            if (!same && !(Real.IsNaN(actual[i]) && Real.IsNaN(expected[i])))
                Assert.Fail($"Number {i} of {what} is {actual[i]:R}, and by the oracle {expected[i]:R}.");
        }
    }

    private static Real[] Fill(int count, Func<Real> fill)
    {
        var values = new Real[count];
        for (int i = 0; i < count; i++)
            values[i] = fill();
        return values;
    }

    private static Real[] Transpose(Real[] matrix, int rows, int columns)
    {
        var result = new Real[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                result[(j * rows) + i] = matrix[(i * columns) + j];
        }

        return result;
    }
}
