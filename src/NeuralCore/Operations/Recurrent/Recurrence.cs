using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>One direction of one recurrent layer over a whole sequence, as one recorded operation.</summary>
/// <remarks>
/// The input's part of the gates is one matrix product over all steps. Only the hidden state's part waits for the step before; it is one
/// product for each step and block of examples, with weights that are packed once. On the way back the steps make the gradients of the
/// gates, and one product each makes those of the weights and of the input from all of them.
/// </remarks>
internal static class Recurrence<TCell>
    where TCell : struct, IRecurrentCell
{
    public static (Tensor? Sequence, Tensor? Final) Run(in RecurrentCall call)
    {
        // x [rows, in] · input weights [gates · hidden, in] → gates [rows, gates · hidden]
        RecurrentWeights weights = call.Weights;
        RecurrentLayout layout = Layout(call);
        int width = layout.Hidden;
        Tensor gates = Tensor.Rent([layout.Rows, TCell.Gates * width]);
        InputPart(call.Input, weights, gates);
        bool isRecorded = Gradients.AreNeededFor(InputsOf(call));
        Tensor? keptHidden = isRecorded ? Tensor.Rent([layout.Rows, width]) : null;
        Tensor? keptCell = isRecorded && TCell.States > 1 ? Tensor.Rent([layout.Rows, width]) : null;
        Tensor? keptMore = isRecorded && TCell.KeepsMore ? Tensor.Rent([layout.Rows, width]) : null;
        Tensor? sequence = call.WantsSequence ? Tensor.Rent(call.Input.Shape.With(2, width)) : null;
        Tensor? final = call.WantsFinal || !call.WantsSequence ? Tensor.Rent([TCell.States, layout.Examples, width]) : null;
        RecurrentForward.Numbers numbers = new()
        {
            Gates = gates.Target,
            OwnBias = TCell.HasOwnPart && weights.HiddenBias is { } bias ? bias.Values[^width..] : default,
            Lengths = ValuesOf(call.Lengths),
            InitialHidden = ValuesOf(call.Hidden),
            InitialCell = ValuesOf(call.Cell),
            KeptHidden = TargetOf(keptHidden),
            KeptCell = TargetOf(keptCell),
            KeptMore = TargetOf(keptMore),
            Output = TargetOf(sequence),
            Final = TargetOf(final),
        };
        RecurrentForward.Run<TCell>(layout, weights.Hidden.Values, numbers);
        if (!isRecorded)
            return (sequence, final);
        Node node = new(call, layout, WithoutPadding(call, layout), gates, keptHidden!, keptCell, keptMore);
        if (sequence is null)
            return (null, final!.RecordedBy(node));
        return (sequence.RecordedBy(node), final?.RecordedBy(new FinalNode(sequence)));
    }

    /// <summary>The input's part of the gates, with all biases but that of a gate's own part.</summary>
    public static void InputPart(Tensor input, in RecurrentWeights weights, Tensor gates)
    {
        int rows = gates.Shape[0], columns = gates.Shape[1], inputs = weights.Input.Shape[1];
        MatrixView x = MatrixView.RowMajor(input.Values, rows, inputs);
        MatrixView w = MatrixView.RowMajor(weights.Input.Values, columns, inputs).Transposed;
        ReadOnlySpan<Real> bias = default;
        if (weights.InputBias is { } inputBias && weights.HiddenBias is { } hiddenBias)
        {
            Tensor sum = Tensor.Rent(inputBias.Shape);
            int common = columns - (TCell.HasOwnPart ? weights.Width : 0);
            Zip.Run(new AddZip(), inputBias.Values[..common], hiddenBias.Values[..common], sum.Target[..common]);
            inputBias.Values[common..].CopyTo(sum.Target[common..]);
            bias = sum.Values;
        }

        Gemm.Multiply(x, w, bias, gates.Target, default(NoEpilogue));
    }

    // What stands beyond the end of an example must not reach the weights' gradients, not even as NaN times zero.
    private static Tensor WithoutPadding(in RecurrentCall call, RecurrentLayout layout)
    {
        if (call.Lengths is null || !call.Weights.Input.RequiresGradient)
            return call.Input;
        Tensor result = call.Input.Copy();
        int width = result.Shape[2];
        for (int example = 0; example < layout.Examples; example++)
        {
            for (int step = (int)call.Lengths.Values[example]; step < layout.Steps; step++)
                result.Target.Slice(layout.Row(step, example) * width, width).Clear();
        }

        return result;
    }

    private static RecurrentLayout Layout(in RecurrentCall call)
    {
        (int batch, int steps) = (call.Input.Shape[0], call.Input.Shape[1]);
        if (!call.IsBatchFirst)
            (batch, steps) = (steps, batch);
        return new RecurrentLayout(batch, steps, call.Weights.Width, call.IsBatchFirst, call.IsReversed);
    }

    // In the order of Place.
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
        private readonly bool isSequence, hasBias;
        private readonly int hiddenAt, cellAt;
        private readonly int input, gates, keptHidden;
        private readonly int? keptCell, keptMore, lengths;

        public Node(in RecurrentCall call, RecurrentLayout layout, Tensor x, Tensor gates, Tensor keptHidden, Tensor? keptCell, Tensor? keptMore)
            : base(typeof(TCell).Name, InputsOf(call))
        {
            this.layout = layout;
            isSequence = call.WantsSequence;
            hasBias = call.Weights.InputBias is not null;
            hiddenAt = hasBias ? 5 : 3;
            cellAt = hiddenAt + (call.Hidden is null ? 0 : 1);
            Save(call.Weights.Input);
            Save(call.Weights.Hidden);
            input = Save(x);
            this.gates = Save(gates);
            this.keptHidden = Save(keptHidden);
            this.keptCell = keptCell is null ? null : Save(keptCell);
            this.keptMore = keptMore is null ? null : Save(keptMore);
            lengths = call.Lengths is null ? null : Save(call.Lengths);
        }

        public override void Backward(Tensor gradient)
        {
            Tensor gateGradients = Tensor.Rent([layout.Rows, TCell.Gates * layout.Hidden]);
            Tensor? own = TCell.HasOwnPart ? Tensor.Rent([layout.Rows, layout.Hidden]) : null;
            ThroughTheSteps(gradient, gateGradients, own);
            GiveToInput(gateGradients);
            GiveToWeights(gateGradients, own);
            if (hasBias)
                GiveToBiases(gateGradients, own);
        }

        private void ThroughTheSteps(Tensor gradient, Tensor gateGradients, Tensor? own)
        {
            bool hasHidden = hiddenAt < Inputs.Length;
            bool needsInitial = hasHidden && (Needs(hiddenAt) || (cellAt < Inputs.Length && Needs(cellAt)));
            Tensor? initial = needsInitial ? Tensor.Rent([TCell.States, layout.Examples, layout.Hidden]) : null;
            RecurrentBackward.Numbers numbers = new()
            {
                Gates = SavedTensor(gates).Values,
                Lengths = Values(lengths),
                KeptHidden = SavedTensor(keptHidden).Values,
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
            Shape state = [layout.Examples, layout.Hidden];
            if (Needs(hiddenAt))
                Give(hiddenAt, initial.View(state));
            if (cellAt < Inputs.Length && Needs(cellAt))
                Give(cellAt, initial.View(state, state.Count));
        }

        private void GiveToInput(Tensor gateGradients)
        {
            if (!Needs(0))
                return;
            Tensor dx = Tensor.Rent(Inputs[0].Shape);
            Gemm.Multiply(Matrix(gateGradients), Matrix(SavedTensor(0)), dx.Target);
            Give(0, dx);
        }

        private void GiveToWeights(Tensor gateGradients, Tensor? own)
        {
            if (Needs(1))
            {
                Tensor dw = Tensor.Rent(Inputs[1].Shape);
                Tensor x = SavedTensor(input);
                Gemm.Multiply(Matrix(gateGradients).Transposed, MatrixView.RowMajor(x.Values, layout.Rows, x.Shape[2]), dw.Target);
                Give(1, dw);
            }

            if (!Needs(2))
                return;
            Tensor dh = Tensor.Rent(Inputs[2].Shape);
            MatrixView states = Matrix(SavedTensor(keptHidden));
            int columns = gateGradients.Shape[1];
            int common = own is null ? columns : columns - layout.Hidden;
            MatrixView left = new(gateGradients.Values, layout.Rows, common, columns, 1);
            Gemm.Multiply(left.Transposed, states, dh.Target[..(common * layout.Hidden)]);
            if (own is not null)
                Gemm.Multiply(Matrix(own).Transposed, states, dh.Target[(common * layout.Hidden)..]);
            Give(2, dh);
        }

        private void GiveToBiases(Tensor gateGradients, Tensor? own)
        {
            if (!Needs(3) && !Needs(4))
                return;
            Tensor sums = Tensor.Rent(Inputs[3].Shape);
            Reduce.Run(new SumFold(), gateGradients.Values, 1, layout.Rows, sums.Count, sums.Target);
            if (Needs(3))
                Give(3, sums);
            if (!Needs(4))
                return;
            if (own is not null)
            {
                Tensor ofInput = sums;
                sums = ofInput.Copy();
                Reduce.Run(new SumFold(), own.Values, 1, layout.Rows, layout.Hidden, sums.Target[^layout.Hidden..]);
            }

            Give(4, sums);
        }

        private static MatrixView Matrix(Tensor tensor) => MatrixView.RowMajor(tensor.Values, tensor.Shape[0], tensor.Shape[1]);

        private ReadOnlySpan<Real> Values(int? saved) => saved is { } number ? SavedTensor(number).Values : default;
    }

    // The states after the last step are a second result: their gradient joins that of the sequence.
    private sealed class FinalNode(Tensor sequence) : GradientNode(typeof(TCell).Name, sequence)
    {
        public override void Backward(Tensor gradient)
        {
            GradientSum(0);
            Inputs[0].Node!.SecondPending = gradient;
        }
    }
}
