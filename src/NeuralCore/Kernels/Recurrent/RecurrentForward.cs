namespace NeuralCore.Kernels;

/// <summary>
/// Runs the steps of a recurrent layer in one direction. The input's part of all gates was computed before, by one matrix product; here the
/// hidden state's part of each step is added, as a chain of its own, and the cell computes the states. Threads divide the examples, each
/// of which goes through all its steps at one place, so that a whole sequence costs handing over work once.
/// </summary>
/// <remarks>
/// An example that is shorter than the others rests outside its own steps: its states stay as they are, its outputs are zero, and what is
/// kept for the way back is zero where a product will read it.
/// </remarks>
internal static unsafe class RecurrentForward
{
    /// <summary>Runs all steps. The weight [gates · hidden, hidden] is read once.</summary>
    public static void Run<TCell>(RecurrentLayout layout, ReadOnlySpan<Real> weight, in Numbers numbers)
        where TCell : struct, IRecurrentCell
    {
        numbers.Check<TCell>(layout, weight.Length);
        fixed (Real* w = weight, gates = numbers.Gates, ownBias = numbers.OwnBias, lengths = numbers.Lengths)
        fixed (Real* hidden = numbers.InitialHidden, cell = numbers.InitialCell, output = numbers.Output, final = numbers.Final)
        fixed (Real* keptHidden = numbers.KeptHidden, keptCell = numbers.KeptCell, keptMore = numbers.KeptMore)
        {
            Pointers all = new(gates, ownBias, lengths, hidden, cell, keptHidden, keptCell, keptMore, output, final);
            Lanes.Run(new Whole<TCell>(layout, w, all), 0, 1);
        }
    }

    /// <summary>What the steps read and write. What is not wanted, or zero, is left empty.</summary>
    internal ref struct Numbers
    {
        /// <summary>[rows, gates · hidden]: in the input's part, bias included; out the gates, where they are kept.</summary>
        public required Span<Real> Gates;

        /// <summary>[hidden]: the bias of the last gate's own part.</summary>
        public ReadOnlySpan<Real> OwnBias;

        /// <summary>[batch]: how many steps each example has; all of them when empty.</summary>
        public ReadOnlySpan<Real> Lengths;

        /// <summary>[batch, hidden]: the states before the first step; zero when empty.</summary>
        public ReadOnlySpan<Real> InitialHidden, InitialCell;

        /// <summary>[rows, hidden]: the states before each step, and what the cell keeps beside the gates; empty when nothing is kept.</summary>
        public Span<Real> KeptHidden, KeptCell, KeptMore;

        /// <summary>[rows, hidden]: the hidden state after each step.</summary>
        public Span<Real> Output;

        /// <summary>[states, batch, hidden]: the states after the last step.</summary>
        public Span<Real> Final;

        public readonly void Check<TCell>(RecurrentLayout layout, int weights)
            where TCell : struct, IRecurrentCell
        {
            int hidden = layout.Hidden;
            Expect(TCell.Gates * hidden * hidden, weights);
            Expect(layout.Rows * TCell.Gates * hidden, Gates.Length);
            ExpectOrNone(hidden, OwnBias.Length);
            ExpectOrNone(layout.Examples, Lengths.Length);
            ExpectOrNone(layout.Examples * hidden, InitialHidden.Length);
            ExpectOrNone(layout.Examples * hidden, InitialCell.Length);
            ExpectOrNone(layout.Rows * hidden, KeptHidden.Length);
            ExpectOrNone(layout.Rows * hidden, KeptCell.Length);
            ExpectOrNone(layout.Rows * hidden, KeptMore.Length);
            ExpectOrNone(layout.Rows * hidden, Output.Length);
            ExpectOrNone(TCell.States * layout.Examples * hidden, Final.Length);
        }

        private static void ExpectOrNone(int expected, int actual)
        {
            if (actual != 0)
                Expect(expected, actual);
        }

        private static void Expect(int expected, int actual)
        {
            if (expected != actual)
                Throw.KernelLengths(nameof(RecurrentForward), expected, actual);
        }
    }

    internal readonly struct Pointers(
        Real* gates, Real* ownBias, Real* lengths, Real* initialHidden, Real* initialCell, Real* keptHidden, Real* keptCell, Real* keptMore, Real* output, Real* final)
    {
        public readonly Real* Gates = gates, OwnBias = ownBias, Lengths = lengths, InitialHidden = initialHidden, InitialCell = initialCell;
        public readonly Real* KeptHidden = keptHidden, KeptCell = keptCell, KeptMore = keptMore, Output = output, Final = final;
    }

    private readonly struct Whole<TCell>(RecurrentLayout layout, Real* weight, Pointers numbers) : ILaneBody
        where TCell : struct, IRecurrentCell
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int hidden = layout.Hidden;
            int columns = TCell.Gates * hidden;
            using Scratch scratch = Scratch.Rent(RecurrentPanels.Count<V>(hidden, columns));
            RecurrentPanels panels = new(scratch.Data, hidden, columns);
            panels.Pack<V>(weight, hidden, 1);
            RunPacked<TCell, V>(layout, panels, numbers);
        }
    }

    /// <summary>Runs all steps with weights that have been packed.</summary>
    internal static void RunPacked<TCell, W>(RecurrentLayout layout, RecurrentPanels panels, Pointers numbers)
        where TCell : struct, IRecurrentCell
        where W : struct, ILanes<W>
    {
        Cuts blocks = layout.Cut<W>();
        long work = (long)blocks.Most * layout.Steps * TCell.Gates * layout.Hidden * layout.Hidden;
        Workers.For(new Steps<TCell, W>(layout, blocks, panels, numbers), blocks.Count, GemmBlocks.Grain(work));
    }

    // The width W was chosen before, so V is not asked.
    private readonly struct Steps<TCell, W>(RecurrentLayout layout, Cuts blocks, RecurrentPanels panels, Pointers numbers) : ILaneBody
        where TCell : struct, IRecurrentCell
        where W : struct, ILanes<W>
    {
        private readonly int columns = TCell.Gates * layout.Hidden;

        // Rows of states stand a little apart from whole powers of two, which would fall on each other in the first cache.
        private int StateStride => RecurrentPanels.Stride<W>(layout.Hidden) + W.Count;

        private int ProductStride => RecurrentPanels.Stride<W>(columns);

        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int states = blocks.Most * StateStride;
            using Scratch scratch = Scratch.Rent((TCell.States * states) + (blocks.Most * ProductStride));
            Real* hidden = scratch.Data;
            Real* cell = TCell.States > 1 ? hidden + states : null;
            Real* product = hidden + (TCell.States * states);
            for (int block = start; block < end; block++)
                RunBlock(blocks.Start(block), blocks.Size(block), hidden, cell, product);
        }

        private void RunBlock(int first, int count, Real* hidden, Real* cell, Real* product)
        {
            Load(numbers.InitialHidden, first, count, hidden);
            if (cell != null)
                Load(numbers.InitialCell, first, count, cell);
            for (int turn = 0; turn < layout.Steps; turn++)
            {
                int step = layout.StepAt(turn);
                panels.Multiply<W>(hidden, StateStride, count, product, ProductStride, accumulate: false);
                for (int i = 0; i < count; i++)
                {
                    nint at = (nint)i * StateStride;
                    RunRow(step, first + i, hidden + at, cell == null ? null : cell + at, product + ((nint)i * ProductStride));
                }
            }

            if (numbers.Final == null)
                return;
            Save(hidden, first, count, numbers.Final);
            if (cell != null)
                Save(cell, first, count, numbers.Final + ((nint)layout.Examples * layout.Hidden));
        }

        private void RunRow(int step, int example, Real* hidden, Real* cell, Real* product)
        {
            int width = layout.Hidden;
            nint place = layout.Row(step, example), at = place * width;
            Span<Real> output = numbers.Output == null ? default : new Span<Real>(numbers.Output + at, width);
            Span<Real> keptHidden = numbers.KeptHidden == null ? default : new Span<Real>(numbers.KeptHidden + at, width);
            if (numbers.Lengths != null && step >= numbers.Lengths[example])
            {
                output.Clear();
                keptHidden.Clear();
                return;
            }

            if (numbers.KeptHidden != null)
                new Span<Real>(hidden, width).CopyTo(keptHidden);
            Real* input = numbers.Gates + (place * columns);
            RecurrentRow row = new()
            {
                Width = width,
                Input = input,
                Product = product,
                OwnBias = numbers.OwnBias,
                Gates = numbers.KeptHidden == null ? product : input,
                Hidden = hidden,
                Cell = cell,
                KeptCell = numbers.KeptCell == null ? null : numbers.KeptCell + at,
                KeptMore = numbers.KeptMore == null ? null : numbers.KeptMore + at,
            };
            TCell.Forward<W>(row);
            if (numbers.Output != null)
                new Span<Real>(hidden, width).CopyTo(output);
        }

        private void Load(Real* source, int first, int count, Real* state)
        {
            for (int i = 0; i < count; i++)
            {
                Span<Real> row = new(state + ((nint)i * StateStride), layout.Hidden);
                if (source == null)
                    row.Clear();
                else
                    new Span<Real>(source + ((nint)(first + i) * layout.Hidden), layout.Hidden).CopyTo(row);
            }
        }

        private void Save(Real* state, int first, int count, Real* target)
        {
            for (int i = 0; i < count; i++)
                new Span<Real>(state + ((nint)i * StateStride), layout.Hidden).CopyTo(new Span<Real>(target + ((nint)(first + i) * layout.Hidden), layout.Hidden));
        }
    }
}
