using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>One direction of one recurrent layer over a whole sequence, as one recorded operation.</summary>
/// <remarks>
/// What each step saw is kept in one matrix, in a row for each step of each example: the features, a 1, and the hidden state before the
/// step. On the way back the steps make the gradients of the gates, and one product of those with this matrix makes the gradients of both
/// weights and of the bias.
/// </remarks>
internal static class Recurrence<TCell>
    where TCell : struct, IRecurrentCell
{
    public static (Tensor? Sequence, Tensor? Final) Run(in RecurrentCall call)
    {
        // x [rows, in], h [rows, hidden] → gates [rows, gates · hidden]
        RecurrentWeights weights = call.Weights;
        RecurrentLayout layout = Layout(call);
        (int width, int inputs) = (weights.Width, weights.Inputs);
        bool isRecorded = IsRecorded(call);
        Tensor x = isRecorded ? Tensor.Rent([layout.Rows, inputs + 1 + width]) : StepsFirst(call.Input, call.IsBatchFirst);
        if (isRecorded)
            CopySeen(call, layout, x);
        Tensor? gates = isRecorded ? Tensor.Rent([layout.Rows, TCell.Gates * width]) : null;
        Tensor? keptCell = isRecorded && TCell.States > 1 ? Tensor.Rent([layout.Rows, width]) : null;
        Tensor? keptMore = isRecorded && TCell.KeepsMore ? Tensor.Rent([layout.Rows, width]) : null;
        Tensor? sequence = call.WantsSequence ? Tensor.Rent(call.Input.Shape.With(2, width)) : null;
        Tensor? final = call.WantsFinal || !call.WantsSequence ? Tensor.Rent([TCell.States, layout.Examples, width]) : null;
        RecurrentForward.Numbers numbers = new()
        {
            InputWeight = weights.Input.Values,
            HiddenWeight = weights.Hidden.Values,
            Bias = ValuesOf(BiasSum(weights)),
            OwnBias = OwnBias(weights),
            Input = x.Values,
            Inputs = inputs,
            InputStride = x.Shape[^1],
            Lengths = ValuesOf(call.Lengths),
            InitialHidden = ValuesOf(call.Hidden),
            InitialCell = ValuesOf(call.Cell),
            Gates = TargetOf(gates),
            KeptHidden = isRecorded && x.Count > 0 ? x.Target[(inputs + 1)..] : default,
            KeptCell = TargetOf(keptCell),
            KeptMore = TargetOf(keptMore),
            Output = TargetOf(sequence),
            Final = TargetOf(final),
        };
        RecurrentForward.Run<TCell>(layout, numbers);
        if (!isRecorded)
            return (sequence, final);
        Node node = new(call, layout, x, gates!, keptCell, keptMore);
        if (sequence is null)
            return (null, final!.RecordedBy(node));
        return (sequence.RecordedBy(node), final?.RecordedBy(new FinalNode(sequence)));
    }

    /// <summary>The sum of all biases, but for that of a gate's own part, which joins later; null when there are none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="last">A sum that was made before, to be written over.</param>
    public static Tensor? BiasSum(in RecurrentWeights weights, Tensor? last = null)
    {
        if (weights.InputBias is not { } inputBias || weights.HiddenBias is not { } hiddenBias)
            return null;
        Tensor sum = last ?? Tensor.Rent(inputBias.Shape);
        int common = sum.Count - (TCell.HasOwnPart ? weights.Width : 0);
        Zip.Run(new AddZip(), inputBias.Values[..common], hiddenBias.Values[..common], sum.Target[..common]);
        inputBias.Values[common..].CopyTo(sum.Target[common..]);
        return sum;
    }

    /// <summary>The bias of the last gate's own part; empty when there is none.</summary>
    public static ReadOnlySpan<Real> OwnBias(in RecurrentWeights weights) =>
        TCell.HasOwnPart && weights.HiddenBias is { } bias ? bias.Values[^weights.Width..] : default;

    // [batch, steps, in] → [steps, batch, in], and back: rows of one step beside each other. Read where they stand, two rows of a step may be
    // pages apart, and 28 steps of 64 examples took an eighth longer.
    private static Tensor StepsFirst(Tensor x, bool isBatchFirst)
    {
        if (!isBatchFirst)
            return x;
        (int first, int second) = (x.Shape[0], x.Shape[1]);
        return first == 1 || second == 1 ? x.View([second, first, x.Shape[2]]) : x.PermutedCopy([1, 0, 2]);
    }

    // The features and the 1 of what the steps see. What stands beyond the end of an example must not reach the weights' gradients, not even as
    // NaN times zero.
    private static void CopySeen(in RecurrentCall call, RecurrentLayout layout, Tensor seen)
    {
        int inputs = call.Weights.Inputs, stride = seen.Shape[1];
        int[] from = CopyPlan.Steps(call.Input.Shape);
        if (call.IsBatchFirst)
            (from[0], from[1]) = (from[1], from[0]);
        CopyPlan plan = new([layout.Steps, layout.Examples, inputs], 0, from, 0, [layout.Examples * stride, stride, 1]);
        CopyStrided.Run(plan, call.Input.Values, seen.Target);
        Span<Real> target = seen.Target;
        for (int at = inputs; at < target.Length; at += stride)
            target[at] = 1;
        if (call.Lengths is null)
            return;
        for (int example = 0; example < layout.Examples; example++)
        {
            for (int step = (int)call.Lengths.Values[example]; step < layout.Steps; step++)
                target.Slice(layout.Row(step, example) * stride, inputs).Clear();
        }
    }

    private static RecurrentLayout Layout(in RecurrentCall call)
    {
        (int batch, int steps) = (call.Input.Shape[0], call.Input.Shape[1]);
        if (!call.IsBatchFirst)
            (batch, steps) = (steps, batch);
        return new RecurrentLayout(batch, steps, call.Weights.Width, call.IsBatchFirst, call.IsReversed);
    }

    // Asked without a list of the inputs, which only a record needs.
    private static bool IsRecorded(in RecurrentCall call)
    {
        (Tensor x, RecurrentWeights weights) = (call.Input, call.Weights);
        return Gradients.AreNeededFor([
            x, weights.Input, weights.Hidden, weights.InputBias ?? x, weights.HiddenBias ?? x, call.Hidden ?? x, call.Cell ?? x]);
    }

    private static Tensor[] InputsOf(in RecurrentCall call)
    {
        RecurrentWeights weights = call.Weights;
        Tensor?[] all = [call.Input, weights.Input, weights.Hidden, weights.InputBias, weights.HiddenBias, call.Hidden, call.Cell];
        return [.. all.OfType<Tensor>()];
    }

    private static ReadOnlySpan<Real> ValuesOf(Tensor? tensor) => tensor is null ? default : tensor.Values;

    private static Span<Real> TargetOf(Tensor? tensor) => tensor is null ? default : tensor.Target;

    private sealed class Node : GradientNode
    {
        private readonly RecurrentLayout layout;
        private readonly bool isBatchFirst, isSequence, hasBias;
        private readonly int inputs, hiddenAt, cellAt;
        private readonly int seen, gates;
        private readonly int? keptCell, keptMore, lengths;

        public Node(in RecurrentCall call, RecurrentLayout layout, Tensor seen, Tensor gates, Tensor? keptCell, Tensor? keptMore)
            : base(TCell.Name, InputsOf(call))
        {
            this.layout = layout;
            isBatchFirst = call.IsBatchFirst;
            isSequence = call.WantsSequence;
            hasBias = call.Weights.InputBias is not null;
            inputs = call.Weights.Inputs;
            hiddenAt = hasBias ? 5 : 3;
            cellAt = hiddenAt + (call.Hidden is null ? 0 : 1);
            Save(call.Weights.Input);
            Save(call.Weights.Hidden);
            this.seen = Save(seen);
            this.gates = Save(gates);
            this.keptCell = keptCell is null ? null : Save(keptCell);
            this.keptMore = keptMore is null ? null : Save(keptMore);
            lengths = call.Lengths is null ? null : Save(call.Lengths);
        }

        private int Width => layout.Hidden;

        public override void Backward(Tensor gradient)
        {
            Tensor gateGradients = Tensor.Rent([layout.Rows, TCell.Gates * Width]);
            Tensor? own = TCell.HasOwnPart ? Tensor.Rent([layout.Rows, Width]) : null;
            ThroughTheSteps(gradient, gateGradients, own);
            if (Needs(0))
            {
                Tensor dx = Tensor.Rent(isBatchFirst ? [layout.Steps, layout.Examples, inputs] : Inputs[0].Shape);
                Gemm.Multiply(Matrix(gateGradients), Matrix(SavedTensor(0)), dx.Target);
                Tensor given = StepsFirst(dx, isBatchFirst);
                Give(0, given);
                if (given.Block != dx.Block)
                    dx.GiveBack();
            }

            GiveToWeights(gateGradients, own);

            // Their memory serves the layer before at once, while it is still in the cache.
            gateGradients.GiveBack();
            own?.GiveBack();
        }

        private void ThroughTheSteps(Tensor gradient, Tensor gateGradients, Tensor? own)
        {
            bool needsInitial = (hiddenAt < Inputs.Length && Needs(hiddenAt)) || (cellAt < Inputs.Length && Needs(cellAt));
            Tensor? initial = needsInitial ? Tensor.Rent([TCell.States, layout.Examples, Width]) : null;
            Tensor steps = SavedTensor(seen);
            RecurrentBackward.Numbers numbers = new()
            {
                Gates = SavedTensor(gates).Values,
                Lengths = Values(lengths),
                KeptHidden = steps.Count > 0 ? steps.Values[(inputs + 1)..] : default,
                HiddenStride = steps.Shape[1],
                KeptCell = Values(keptCell),
                KeptMore = Values(keptMore),
                Output = isSequence ? gradient.Values : default,
                Final = isSequence ? ValuesOf(SecondPending) : gradient.Values,
                GateGradients = gateGradients.Target,
                OwnGradients = TargetOf(own),
                Initial = TargetOf(initial),
            };
            RecurrentBackward.Run<TCell>(layout, SavedTensor(1).Values, numbers);
            SecondPending = null;
            if (initial is null)
                return;
            Shape state = [layout.Examples, Width];
            if (Needs(hiddenAt))
                Give(hiddenAt, initial.View(state));
            if (cellAt < Inputs.Length && Needs(cellAt))
                Give(cellAt, initial.View(state, state.Count));
        }

        // Gradients of the gates times what the steps saw: columns of the features, of the bias, of the hidden state. A gate with a part of its own
        // has other gradients towards its hidden state than towards its input.
        private void GiveToWeights(Tensor gateGradients, Tensor? own)
        {
            bool needsBias = hasBias && (Needs(3) || Needs(4));
            int first = Needs(1) ? 0 : needsBias ? inputs : inputs + 1;
            int end = Needs(2) ? inputs + 1 + Width : needsBias ? inputs + 1 : inputs;
            if (first >= end)
                return;
            int rows = gateGradients.Shape[1], common = rows - (own is null ? 0 : Width), columns = end - first;
            Tensor all = Tensor.Rent([common, columns]);
            Product(new(gateGradients.Values, layout.Rows, common, rows, 1), first, end, all.Target);
            Tensor? ownInput = null, ownHidden = null;
            if (own is not null)
            {
                int middle = Math.Clamp(inputs + 1, first, end), start = Math.Clamp(inputs, first, end);
                ownInput = Tensor.Rent([Width, middle - first]);
                ownHidden = Tensor.Rent([Width, end - start]);
                Product(new(gateGradients.Values[common..], layout.Rows, Width, rows, 1), first, middle, ownInput.Target);
                Product(Matrix(own), start, end, ownHidden.Target);
            }

            if (Needs(1))
                Give(1, Part(1, all, 0 - first, common, ownInput, 0));
            if (Needs(2))
                Give(2, Part(2, all, inputs + 1 - first, common, ownHidden, ownHidden is null ? 0 : ownHidden.Shape[1] - Width));
            if (hasBias && Needs(3))
                Give(3, Part(3, all, inputs - first, common, ownInput, inputs - first));
            if (hasBias && Needs(4))
                Give(4, Part(4, all, inputs - first, common, ownHidden, 0));
            all.GiveBack();
            ownInput?.GiveBack();
            ownHidden?.GiveBack();
        }

        private void Product(MatrixView left, int first, int end, Span<Real> target)
        {
            Tensor steps = SavedTensor(seen);
            int columns = end - first;
            if (columns == 0)
                return;
            ReadOnlySpan<Real> values = steps.Count > 0 ? steps.Values[first..] : default;
            Gemm.Multiply(left.Transposed, new MatrixView(values, layout.Rows, columns, steps.Shape[1], 1), target);
        }

        // The gradient of one input: some columns of the common rows, and of the rows of the gate that has a part of its own.
        private Tensor Part(int input, Tensor all, int column, int common, Tensor? own, int ownColumn)
        {
            Tensor result = Tensor.Rent(Inputs[input].Shape);
            int width = result.Count / Inputs[1].Shape[0];
            Copy(all, column, common, width, result.Target);
            if (own is not null)
                Copy(own, ownColumn, Width, width, result.Target[(common * width)..]);
            return result;
        }

        private static void Copy(Tensor source, int column, int rows, int width, Span<Real> target)
        {
            int stride = source.Shape[1];
            CopyStrided.Run(new CopyPlan([rows, width], column, [stride, 1], 0, [width, 1]), source.Values, target);
        }

        private static MatrixView Matrix(Tensor tensor) => MatrixView.RowMajor(tensor.Values, tensor.Shape[0], tensor.Shape[1]);

        private ReadOnlySpan<Real> Values(int? saved) => saved is { } number ? SavedTensor(number).Values : default;
    }

    // The states after the last step are a second result: their gradient joins that of the sequence.
    private sealed class FinalNode(Tensor sequence) : GradientNode(TCell.Name, sequence)
    {
        public override void Backward(Tensor gradient) => GiveSecond(gradient);
    }
}
