using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Runs the steps of a recurrent layer in one direction. In each step the input's part and the hidden state's part of the gates are computed
/// apart, each as one chain over k, and the cell makes the next states of their sums. Threads divide the examples, each of which goes
/// through all its steps at one place, so that a whole sequence costs handing over work once.
/// </summary>
/// <remarks>
/// The input's part could be one product over all steps, before. But its numbers, four to a state, would go out to memory and come back: a
/// quarter of the time of 28 steps with 64 examples. An example that is shorter than the others rests outside its own steps: its states
/// stay as they are, its outputs are zero, and so are the states that are kept for it.
/// </remarks>
internal static unsafe class RecurrentForward
{
    /// <summary>Runs all steps. The weights are read once, or not at all where they were packed before.</summary>
    public static void Run<TCell>(RecurrentLayout layout, in Numbers numbers, PackedRecurrentWeights? packed = null)
        where TCell : struct, IRecurrentCell
    {
        numbers.Check<TCell>(layout);
        fixed (Real* inputWeight = numbers.InputWeight, hiddenWeight = numbers.HiddenWeight, bias = numbers.Bias, ownBias = numbers.OwnBias)
        fixed (Real* input = numbers.Input, lengths = numbers.Lengths, hidden = numbers.InitialHidden, cell = numbers.InitialCell)
        fixed (Real* gates = numbers.Gates, keptHidden = numbers.KeptHidden, keptCell = numbers.KeptCell, keptMore = numbers.KeptMore)
        fixed (Real* output = numbers.Output, final = numbers.Final)
        {
            Pointers all = new()
            {
                Input = input,
                Inputs = numbers.Inputs,
                InputStride = numbers.InputStride,
                Bias = bias,
                OwnBias = ownBias,
                Lengths = lengths,
                InitialHidden = hidden,
                InitialCell = cell,
                Gates = gates,
                KeptHidden = keptHidden,
                KeptCell = keptCell,
                KeptMore = keptMore,
                Output = output,
                Final = final,
            };
            Lanes.Run(new Whole<TCell>(layout, inputWeight, hiddenWeight, all, packed), 0, 1);
        }
    }

    /// <summary>What the steps read and write. What is not wanted, or zero, is left empty.</summary>
    internal ref struct Numbers
    {
        /// <summary>[gates · hidden, in] and [gates · hidden, hidden].</summary>
        public required ReadOnlySpan<Real> InputWeight, HiddenWeight;

        /// <summary>How many features a step has, and how far a row of inputs, and of kept hidden states, lies from the next.</summary>
        public required int Inputs, InputStride;

        /// <summary>[rows, in], with gaps: the features.</summary>
        public required ReadOnlySpan<Real> Input;

        /// <summary>[gates · hidden]: all biases but one; and [hidden]: that of the last gate's own part.</summary>
        public ReadOnlySpan<Real> Bias, OwnBias;

        /// <summary>[batch]: how many steps each example has; all of them when empty.</summary>
        public ReadOnlySpan<Real> Lengths;

        /// <summary>[batch, hidden]: the states before the first step; zero when empty.</summary>
        public ReadOnlySpan<Real> InitialHidden, InitialCell;

        /// <summary>[rows, gates · hidden]: where the gates are kept; empty when nothing is.</summary>
        public Span<Real> Gates;

        /// <summary>[rows, hidden], with gaps: the hidden states before each step.</summary>
        public Span<Real> KeptHidden;

        /// <summary>[rows, hidden]: the cells before each step, and what the cell keeps beside the gates.</summary>
        public Span<Real> KeptCell, KeptMore;

        /// <summary>[output rows, hidden]: the hidden state after each step.</summary>
        public Span<Real> Output;

        /// <summary>[states, batch, hidden]: the states after the last step.</summary>
        public Span<Real> Final;

        public readonly void Check<TCell>(RecurrentLayout layout)
            where TCell : struct, IRecurrentCell
        {
            int hidden = layout.Hidden, columns = TCell.Gates * hidden, states = layout.Rows * hidden, ends = layout.Examples * hidden;
            RecurrentLayout.Expect(columns * Inputs, InputWeight.Length);
            RecurrentLayout.Expect(columns * hidden, HiddenWeight.Length);
            RecurrentLayout.ExpectRows(layout.Rows, Inputs, InputStride, Input.Length);
            RecurrentLayout.ExpectOrNone(columns, Bias.Length);
            RecurrentLayout.ExpectOrNone(hidden, OwnBias.Length);
            RecurrentLayout.ExpectOrNone(layout.Examples, Lengths.Length);
            RecurrentLayout.ExpectOrNone(ends, InitialHidden.Length);
            RecurrentLayout.ExpectOrNone(ends, InitialCell.Length);
            RecurrentLayout.ExpectOrNone(layout.Rows * columns, Gates.Length);
            if (!KeptHidden.IsEmpty)
                RecurrentLayout.ExpectRows(layout.Rows, hidden, InputStride, KeptHidden.Length);
            RecurrentLayout.ExpectOrNone(states, KeptCell.Length);
            RecurrentLayout.ExpectOrNone(states, KeptMore.Length);
            RecurrentLayout.ExpectOrNone(states, Output.Length);
            RecurrentLayout.ExpectOrNone(TCell.States * ends, Final.Length);
        }
    }

    private struct Pointers
    {
        public Real* Input, Bias, OwnBias, Lengths, InitialHidden, InitialCell, Gates, KeptHidden, KeptCell, KeptMore, Output, Final;
        public int Inputs;
        public nint InputStride;
    }

    private readonly struct Whole<TCell>(
        RecurrentLayout layout, Real* inputWeight, Real* hiddenWeight, Pointers numbers, PackedRecurrentWeights? packed) : ILaneBody
        where TCell : struct, IRecurrentCell
    {
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            if (packed is not null)
            {
                (RecurrentPanels input, RecurrentPanels hidden) = packed.At<V>(inputWeight, hiddenWeight);
                RunPacked<V>(input, hidden);
                return;
            }

            int columns = TCell.Gates * layout.Hidden;
            long inputCount = RecurrentPanels.Count<V>(numbers.Inputs, columns);
            using Scratch scratch = Scratch.Rent(inputCount + RecurrentPanels.Count<V>(layout.Hidden, columns));
            RecurrentPanels ofInput = new(scratch.Data, numbers.Inputs, columns);
            RecurrentPanels ofHidden = new(scratch.Data + inputCount, layout.Hidden, columns);
            ofInput.Pack<V>(inputWeight, numbers.Inputs, 1);
            ofHidden.Pack<V>(hiddenWeight, layout.Hidden, 1);
            RunPacked<V>(ofInput, ofHidden);
        }

        private void RunPacked<W>(RecurrentPanels input, RecurrentPanels hidden)
            where W : struct, ILanes<W>
        {
            Cuts blocks = layout.Cut<W>();
            long work = (long)blocks.Most * layout.Steps * TCell.Gates * layout.Hidden * (numbers.Inputs + layout.Hidden);
            Workers.For(new Steps<TCell, W>(layout, blocks, input, hidden, numbers), blocks.Count, GemmBlocks.Grain(work));
        }
    }

    // The width W was chosen before, so V is not asked.
    private readonly struct Steps<TCell, W>(
        RecurrentLayout layout, Cuts blocks, RecurrentPanels inputPanels, RecurrentPanels hiddenPanels, Pointers numbers) : ILaneBody
        where TCell : struct, IRecurrentCell
        where W : struct, ILanes<W>
    {
        private readonly int columns = TCell.Gates * layout.Hidden;
        private readonly RecurrentStates<W> states = new(layout.Hidden);

        private int ProductStride => RecurrentPanels.Stride<W>(columns);

        [MethodImpl(Lanes.Kernel)]
        public void Run<V>(int start, int end)
            where V : struct, ILanes<V>
        {
            int inStates = blocks.Most * states.Stride;
            int products = blocks.Most * ProductStride;
            using Scratch scratch = Scratch.Rent(((long)TCell.States * inStates) + (2L * products));
            Real* hidden = scratch.Data;
            Real* cell = TCell.States > 1 ? hidden + inStates : null;
            Real* product = hidden + (TCell.States * inStates);
            for (int block = start; block < end; block++)
                RunBlock(blocks.Start(block), blocks.Size(block), hidden, cell, product, product + products);
        }

        [MethodImpl(Lanes.Kernel)]
        private void RunBlock(int first, int count, Real* hidden, Real* cell, Real* product, Real* input)
        {
            states.Load(numbers.InitialHidden, first, count, hidden);
            if (cell != null)
                states.Load(numbers.InitialCell, first, count, cell);
            int longest = layout.Longest(numbers.Lengths, first, count);
            for (int turn = 0; turn < layout.Steps; turn++)
            {
                // Where all of them rest, nobody looks at the products.
                int step = layout.StepAt(turn);
                if (step < longest)
                {
                    Real* x = numbers.Input + (layout.Row(step, first) * numbers.InputStride);
                    inputPanels.Multiply<W>(x, numbers.InputStride, count, input, ProductStride, accumulate: false);
                    hiddenPanels.Multiply<W>(hidden, states.Stride, count, product, ProductStride, accumulate: false);
                }

                for (int i = 0; i < count; i++)
                {
                    nint at = (nint)i * states.Stride, inProduct = (nint)i * ProductStride;
                    RunRow(step, first + i, hidden + at, cell == null ? null : cell + at, product + inProduct, input + inProduct);
                }
            }

            if (numbers.Final == null)
                return;
            states.Save(hidden, first, count, numbers.Final);
            if (cell != null)
                states.Save(cell, first, count, numbers.Final + ((nint)layout.Examples * layout.Hidden));
        }

        [MethodImpl(Lanes.Kernel)]
        private void RunRow(int step, int example, Real* hidden, Real* cell, Real* product, Real* input)
        {
            int width = layout.Hidden;
            nint place = layout.Row(step, example), at = place * width;
            Real* output = numbers.Output + ((nint)layout.OutputRow(step, example) * width);
            Real* keptHidden = numbers.KeptHidden + (place * numbers.InputStride);
            if (numbers.Lengths != null && step >= numbers.Lengths[example])
            {
                if (numbers.Output != null)
                    new Span<Real>(output, width).Clear();
                if (numbers.KeptHidden != null)
                    new Span<Real>(keptHidden, width).Clear();
                return;
            }

            if (numbers.KeptHidden != null)
                states.Copy(hidden, keptHidden);
            if (numbers.Bias != null)
                new Zip.Body<AddZip>(default, input, numbers.Bias, input).Run<W>(0, columns);
            TCell.Forward<W>(new RecurrentRow
            {
                Width = width,
                Input = input,
                Product = product,
                OwnBias = numbers.OwnBias,
                Gates = numbers.Gates == null ? product : numbers.Gates + (place * columns),
                Hidden = hidden,
                Cell = cell,
                KeptCell = numbers.KeptCell == null ? null : numbers.KeptCell + at,
                KeptMore = numbers.KeptMore == null ? null : numbers.KeptMore + at,
            });
            if (numbers.Output != null)
                states.Copy(hidden, output);
        }
    }
}
