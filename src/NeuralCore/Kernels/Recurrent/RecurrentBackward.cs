using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The way back through the steps of a recurrent layer in one direction: the gradients of all gates, from which single products then make
/// those of the weights and of the input, and the gradients of the first states. Divided among threads as the way there.
/// </summary>
internal static unsafe class RecurrentBackward
{
    /// <summary>Runs all steps from the last to the first. The weight [gates · hidden, hidden] is read once.</summary>
    public static void Run<TCell>(RecurrentLayout layout, ReadOnlySpan<Real> weight, in Numbers numbers)
        where TCell : struct, IRecurrentCell
    {
        numbers.Check<TCell>(layout, weight.Length);
        fixed (Real* w = weight, gates = numbers.Gates, lengths = numbers.Lengths, output = numbers.Output, final = numbers.Final)
        fixed (Real* keptHidden = numbers.KeptHidden, keptCell = numbers.KeptCell, keptMore = numbers.KeptMore)
        fixed (Real* gateGradients = numbers.GateGradients, ownGradients = numbers.OwnGradients, initial = numbers.Initial)
        {
            Pointers all = new()
            {
                Gates = gates,
                Lengths = lengths,
                KeptHidden = keptHidden,
                HiddenStride = numbers.HiddenStride,
                KeptCell = keptCell,
                KeptMore = keptMore,
                Output = output,
                Final = final,
                GateGradients = gateGradients,
                OwnGradients = ownGradients,
                Initial = initial,
            };
            Lanes.Run(new Whole<TCell>(layout, w, all), 0, 1);
        }
    }

    /// <summary>What the steps read and write. What there is none of, or is not wanted, is left empty.</summary>
    internal ref struct Numbers
    {
        /// <summary>[rows, gates · hidden]: the gates.</summary>
        public required ReadOnlySpan<Real> Gates;

        /// <summary>[batch]: how many steps each example has; all of them when empty.</summary>
        public ReadOnlySpan<Real> Lengths;

        /// <summary>[rows, hidden], each row so far from the next: the hidden states before each step.</summary>
        public required ReadOnlySpan<Real> KeptHidden;
        public required int HiddenStride;

        /// <summary>[rows, hidden]: the cells before each step, and what the cell kept beside the gates.</summary>
        public ReadOnlySpan<Real> KeptCell, KeptMore;

        /// <summary>[output rows, hidden]: the gradient of the hidden state after each step.</summary>
        public ReadOnlySpan<Real> Output;

        /// <summary>[states, batch, hidden]: the gradient of the states after the last step.</summary>
        public ReadOnlySpan<Real> Final;

        /// <summary>[rows, gates · hidden]: the gradients of the gates, as seen from the input's part.</summary>
        public required Span<Real> GateGradients;

        /// <summary>[rows, hidden]: the gradient of the last gate's own part.</summary>
        public Span<Real> OwnGradients;

        /// <summary>[states, batch, hidden]: the gradient of the states before the first step.</summary>
        public Span<Real> Initial;

        public readonly void Check<TCell>(RecurrentLayout layout, int weights)
            where TCell : struct, IRecurrentCell
        {
            int hidden = layout.Hidden;
            int states = layout.Rows * hidden;
            RecurrentLayout.Expect(TCell.Gates * hidden * hidden, weights);
            RecurrentLayout.Expect(TCell.Gates * states, Gates.Length);
            RecurrentLayout.Expect(TCell.Gates * states, GateGradients.Length);
            RecurrentLayout.ExpectRows(layout.Rows, hidden, HiddenStride, KeptHidden.Length);
            RecurrentLayout.Expect(TCell.States > 1 ? states : 0, KeptCell.Length);
            RecurrentLayout.Expect(TCell.KeepsMore ? states : 0, KeptMore.Length);
            RecurrentLayout.Expect(TCell.HasOwnPart ? states : 0, OwnGradients.Length);
            RecurrentLayout.ExpectOrNone(layout.Examples, Lengths.Length);
            RecurrentLayout.ExpectOrNone(states, Output.Length);
            RecurrentLayout.ExpectOrNone(TCell.States * layout.Examples * hidden, Final.Length);
            RecurrentLayout.ExpectOrNone(TCell.States * layout.Examples * hidden, Initial.Length);
        }
    }

    private struct Pointers
    {
        public Real* Gates, Lengths, KeptHidden, KeptCell, KeptMore, Output, Final, GateGradients, OwnGradients, Initial;
        public nint HiddenStride;
    }

    private readonly struct Whole<TCell>(RecurrentLayout layout, Real* weight, Pointers numbers) : ILaneBody
        where TCell : struct, IRecurrentCell
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int hidden = layout.Hidden;
            int depth = TCell.Gates * hidden;
            using Scratch scratch = Scratch.Rent(RecurrentPanels.Count<V>(depth, hidden));
            RecurrentPanels panels = new(scratch.Data, depth, hidden);
            panels.Pack<V>(weight, 1, hidden);
            Cuts blocks = layout.Cut<V>();
            long work = (long)blocks.Most * layout.Steps * depth * hidden;
            Workers.For(new Steps<TCell, V>(layout, blocks, panels, numbers), blocks.Count, GemmBlocks.Grain(work));
        }
    }

    // The width W was chosen before, so V is not asked.
    private readonly struct Steps<TCell, W>(RecurrentLayout layout, Cuts blocks, RecurrentPanels panels, Pointers numbers) : ILaneBody
        where TCell : struct, IRecurrentCell
        where W : struct, ILanes<W>
    {
        private readonly int columns = TCell.Gates * layout.Hidden;
        private readonly RecurrentStates<W> states = new(layout.Hidden);

        private int ProductStride => RecurrentPanels.Stride<W>(columns) + W.Count;

        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int inStates = blocks.Most * states.Stride;
            using Scratch scratch = Scratch.Rent(((long)TCell.States * inStates) + ((long)blocks.Most * ProductStride));
            Real* hidden = scratch.Data;
            Real* cell = TCell.States > 1 ? hidden + inStates : null;
            Real* product = hidden + (TCell.States * inStates);
            for (int block = start; block < end; block++)
                RunBlock(blocks.Start(block), blocks.Size(block), hidden, cell, product);
        }

        [MethodImpl(Lanes.Kernel)]
        private void RunBlock(int first, int count, Real* hidden, Real* cell, Real* product)
        {
            nint all = (nint)layout.Examples * layout.Hidden;
            states.Load(numbers.Final, first, count, hidden);
            if (cell != null)
                states.Load(numbers.Final == null ? null : numbers.Final + all, first, count, cell);
            int longest = layout.Longest(numbers.Lengths, first, count);
            for (int turn = layout.Steps - 1; turn >= 0; turn--)
            {
                int step = layout.StepAt(turn);
                for (int i = 0; i < count; i++)
                {
                    nint at = (nint)i * states.Stride;
                    RunRow(step, first + i, hidden + at, cell == null ? null : cell + at, product + ((nint)i * ProductStride));
                }

                // Added to what stands there, which is what a resting example must keep. Before the first step it may be of no use to anyone.
                if (step < longest && (turn > 0 || numbers.Initial != null))
                    panels.Multiply<W>(product, ProductStride, count, hidden, states.Stride, accumulate: true);
            }

            if (numbers.Initial == null)
                return;
            states.Save(hidden, first, count, numbers.Initial);
            if (cell != null)
                states.Save(cell, first, count, numbers.Initial + all);
        }

        [MethodImpl(Lanes.Kernel)]
        private void RunRow(int step, int example, Real* hidden, Real* cell, Real* product)
        {
            int width = layout.Hidden;
            nint place = layout.Row(step, example), at = place * width;
            RecurrentRowBack row = new()
            {
                Width = width,
                Gates = numbers.Gates + (place * columns),
                Hidden = numbers.KeptHidden + (place * numbers.HiddenStride),
                Cell = numbers.KeptCell == null ? null : numbers.KeptCell + at,
                More = numbers.KeptMore == null ? null : numbers.KeptMore + at,
                Output = numbers.Output == null ? null : numbers.Output + ((nint)layout.OutputRow(step, example) * width),
                HiddenGradient = hidden,
                CellGradient = cell,
                GateGradients = numbers.GateGradients + (place * columns),
                ProductGradients = product,
                OwnGradients = numbers.OwnGradients == null ? null : numbers.OwnGradients + at,
            };
            if (numbers.Lengths == null || step < numbers.Lengths[example])
            {
                TCell.Backward<W>(row);
                return;
            }

            new Span<Real>(row.GateGradients, columns).Clear();
            new Span<Real>(row.ProductGradients, columns).Clear();
            if (row.OwnGradients != null)
                new Span<Real>(row.OwnGradients, width).Clear();
        }
    }
}
