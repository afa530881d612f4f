using System.Buffers;
using NeuralCore.Catalog;
using NeuralCore.Storage;
using Xunit;

namespace NeuralCore.Tests.Kernels;

/// <summary>Every operation of the catalog, forward and back, at every width; the element-wise ones at every length, reading between guard pages.</summary>
[Collection(ProcessSettings.Collection)]
public sealed class OperationWidthTests
{
    public static IEnumerable<object[]> All => OperationCatalog.Names;

    public static IEnumerable<object[]> Elementwise => OperationCatalog.Rows.Where(row => row.IsElementwise).Select(row => new object[] { row.Name });

    [Theory]
    [MemberData(nameof(All))]
    public void Every_width_gives_the_bits_of_one_lane(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        Check(name, () => RunBothWays(row, row.CreateInputs()));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void Every_length_at_every_width_gives_the_bits_of_one_lane(string name)
    {
        OperationRow row = OperationCatalog.Find(name);
        for (int length = 0; length <= 257; length++)
        {
            using GuardedMemory memory = new(TestNumbers.WithSpecial(length, (ulong)length));
            Check($"{name}, length {length}", () =>
            {
                Tensor input = new(new Block(new Lent(memory)), 0, [length]) { RequiresGradient = row.IsDifferentiable };
                return RunBothWays(row, [input]);
            });
        }
    }

    private static void Check(string what, Func<Real[][]> run)
    {
        Real[][] expected = Widths.At(Widths.OneLane, run);
        foreach (int width in Widths.All)
        {
            Real[][] actual = Widths.At(width, run);
            for (int i = 0; i < expected.Length; i++)
                GemmCase.ShouldBeTheSame(actual[i], expected[i], $"{what}, {(i == 0 ? "output" : $"gradient {i - 1}")}, width {width}");
        }
    }

    /// <summary>The output, and the gradient of each input.</summary>
    private static Real[][] RunBothWays(OperationRow row, Tensor[] inputs)
    {
        Tensor output = row.Run(inputs);
        if (row.IsDifferentiable)
            output.Backward(row.CreateUpstream(output.Shape));
        return [output.ToArray(), .. inputs.Select(input => input.Gradient?.ToArray() ?? [])];
    }

    private sealed class Lent(GuardedMemory memory) : MemoryManager<Real>
    {
        public override Span<Real> GetSpan() => memory.Span;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
