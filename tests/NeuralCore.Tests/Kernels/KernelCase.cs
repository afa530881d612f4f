using NeuralCore.Kernels;

namespace NeuralCore.Tests.Kernels;

/// <summary>A kernel as a test sees it: what it reads and what it writes for a length, and how to run it.</summary>
/// <param name="Name">What failures are reported under.</param>
/// <param name="Inputs">The counts of numbers that it reads, for a length.</param>
/// <param name="Output">The count of numbers that it writes, for a length.</param>
/// <param name="Run">The kernel.</param>
internal sealed record KernelCase(string Name, Func<int, int[]> Inputs, Func<int, int> Output, KernelCase.Runner Run)
{
    public delegate void Runner(int length, GuardedMemory[] inputs, Span<Real> output);

    public static IReadOnlyList<KernelCase> All { get; } =
    [
        new("Map", n => [n], n => n, (_, x, y) => Map.Run(new Rational(), x[0].Span, y)),
        new("Zip", n => [n, n], n => n, (_, x, y) => Zip.Run(new Rational(), x[0].Span, x[1].Span, y)),
        new("Zip3", n => [n, n, n], n => n, (_, x, y) => Zip3.Run(new Rational(), x[0].Span, x[1].Span, x[2].Span, y)),
        new("Halves", n => [6 * n], n => 3 * n, (_, x, y) => Halves.Run(new Rational(), x[0].Span, 3, y)),
        new("Halves back", n => [6 * n, 3 * n], n => 6 * n,
            (_, x, y) => Halves.RunBack(new Rational(), new Turned(), x[0].Span, x[1].Span, 3, y)),
        Broadcast("row right", n => [3, n], n => [n]),
        Broadcast("row left", n => [n], n => [3, n]),
        Broadcast("column right", n => [3, n], n => [3, 1]),
        Broadcast("column left", n => [3, 1], n => [3, n]),
        Broadcast("number right", n => [n], _ => []),
        Broadcast("number left", _ => [], n => [n]),
        Broadcast("outer product", n => [n, 1], _ => [3]),
        Broadcast("both ways", n => [2, 1, n], _ => [3, 1]),
        .. Folds(new SumFold()),
        .. Folds(new SumOfSquaresFold()),
        .. Folds(new MaxFold()),
        .. Folds(new MinFold()),
        new("ArgFold max rows", n => [3 * (n + 1)], _ => 3, (n, x, y) => ArgFold.Run(new MaxFold(), x[0].Span, 3, n + 1, 1, y)),
        new("ArgFold min columns", n => [2 * 5 * n], n => 2 * n, (n, x, y) => ArgFold.Run(new MinFold(), x[0].Span, 2, 5, n, y)),
        .. Softmaxes(new SoftmaxForm()),
        .. Softmaxes(new LogSoftmaxForm()),
    ];

    /// <summary>Runs the kernel between guard pages, at a width and against the page behind or in front.</summary>
    public Real[] RunGuarded(int length, int width, bool atEnd, Func<int, ulong, Real[]> numbers)
    {
        GuardedMemory[] inputs = [.. Inputs(length).Select((count, i) => new GuardedMemory(numbers(count, (ulong)(length + (1000 * i))), atEnd))];
        using GuardedMemory output = new(Output(length), atEnd);
        output.Span.Fill(12345);
        try
        {
            return Widths.At(width, () =>
            {
                Run(length, inputs, output.Span);
                return output.Span.ToArray();
            });
        }
        finally
        {
            foreach (GuardedMemory memory in inputs)
                memory.Dispose();
        }
    }

    /// <summary>Runs every length from 0 to 257 at every width, against either guard page.</summary>
    public void ShouldGiveTheBitsOfOneLane(Func<int, ulong, Real[]> numbers)
    {
        for (int length = 0; length <= 257; length++)
        {
            Real[] expected = RunGuarded(length, Widths.OneLane, atEnd: true, numbers);
            foreach (int width in Widths.All)
            {
                foreach (bool atEnd in (bool[])[true, false])
                    GemmCase.ShouldBeTheSame(RunGuarded(length, width, atEnd, numbers), expected, $"{Name}, length {length}, width {width}");
            }
        }
    }

    private static KernelCase Broadcast(string name, Func<int, Shape> left, Func<int, Shape> right) => new(
        $"ZipBroadcast {name}",
        n => [left(n).Count, right(n).Count],
        n => Shape.Broadcast(left(n), right(n)).Count,
        (n, x, y) => ZipBroadcast.Run(new Rational(), x[0].Span, left(n), x[1].Span, right(n), y, Shape.Broadcast(left(n), right(n))));

    // Six rows: four at once, and two more. Columns: enough of them for four bundles at once.
    private static KernelCase[] Folds<TFold>(TFold fold)
        where TFold : struct, IFold =>
    [
        new($"Reduce {fold} rows", n => [6 * n], _ => 6, (n, x, y) => Reduce.Run(fold, x[0].Span, 6, n, 1, y)),
        new($"Reduce {fold} columns", n => [2 * 5 * n], n => 2 * n, (n, x, y) => Reduce.Run(fold, x[0].Span, 2, 5, n, y)),
        new($"Reduce {fold} tall columns", n => [n * 3], _ => 3, (n, x, y) => Reduce.Run(fold, x[0].Span, 1, n, 3, y)),
    ];

    private static KernelCase[] Softmaxes<TForm>(TForm form)
        where TForm : struct, ISoftmax =>
    [
        new($"{form} rows", n => [2 * n], n => 2 * n, (n, x, y) => Softmax.Run(form, x[0].Span, 2, n, 1, y)),
        new($"{form} columns", n => [2 * 3 * n], n => 2 * 3 * n, (n, x, y) => Softmax.Run(form, x[0].Span, 2, 3, n, y)),
        new($"{form} back, rows", n => [2 * n, 2 * n], n => 2 * n, (n, x, y) => Softmax.RunBack(form, x[0].Span, x[1].Span, 2, n, 1, y)),
        new($"{form} back, columns", n => [6 * n, 6 * n], n => 6 * n, (n, x, y) => Softmax.RunBack(form, x[0].Span, x[1].Span, 2, 3, n, y)),
    ];

    /// <summary>A function in which every operand counts and every kind of rounding occurs.</summary>
    private readonly struct Rational : IMap, IZip, IZip3
    {
        public V Value<V>(V x)
            where V : struct, ILanes<V> => V.FusedMultiplyAdd(x, x, V.All(3)) / (V.Abs(x) + V.All(1));

        public V Value<V>(V x, V y)
            where V : struct, ILanes<V> => Value(x) - V.FusedMultiplyAdd(x, y, V.Max(x, y));

        public V Value<V>(V x, V y, V z)
            where V : struct, ILanes<V> => V.Where(V.Less(x, y), Value(y, z), Value(z, x));
    }

    /// <summary>Another function of the same kind, so that results in the wrong place show.</summary>
    private readonly struct Turned : IZip3
    {
        public V Value<V>(V x, V y, V z)
            where V : struct, ILanes<V> => new Rational().Value(z, x, y);
    }
}
