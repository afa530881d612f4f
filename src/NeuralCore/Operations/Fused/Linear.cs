using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x · weightᵀ + bias. Shapes: x [..., in], weight [out, in], bias [out], result [..., out].</summary>
    /// <param name="weight">One row for each output.</param>
    /// <param name="bias">One number for each output; nothing is added when it is left out.</param>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Linear(Tensor weight, Tensor? bias = null) => Linear(weight, bias, default(NoActivation));

    /// <summary>f(x · weightᵀ + bias) with an element-wise f, in one pass and one recorded step.</summary>
    internal Tensor Linear<TOperation>(Tensor weight, Tensor? bias, TOperation activation)
        where TOperation : struct, IUnaryOperation
    {
        ArgumentNullException.ThrowIfNull(weight);
        CheckLinear(weight, bias);

        // x [rows, in] · weight [out, in] → y [rows, out]
        int outputs = weight.Shape[0];
        int inputs = weight.Shape[1];
        Tensor result = Rent(Shape.With(Rank - 1, outputs));
        MatrixView x = MatrixView.RowMajor(Values, Shape.CountBetween(0, Rank - 1), inputs);
        MatrixView w = MatrixView.RowMajor(weight.Values, outputs, inputs).Transposed;
        ReadOnlySpan<Real> b = bias is null ? default : bias.Values;
        bool isRecorded = Gradients.AreNeededFor(bias is null ? [this, weight] : [this, weight, bias]);
        if (!isRecorded || activation.Keep != Operations.Keep.Input)
        {
            PackedNumbers? panels = TensorReplay.Current?.Packed(weight, new MatrixPacking(outputs, inputs), GemmPanels.Help(x.Rows, outputs, inputs));
            Gemm.Multiply(x, w, b, result.Target, new ActivationEpilogue<TOperation>(activation), panels);
            return isRecorded ? result.RecordedBy(new LinearNode<TOperation>(activation, this, weight, bias, result)) : result;
        }

        // The slope wants the number that goes into f, so that one must be stored as well.
        Tensor sums = Rent(result.Shape);
        Gemm.Multiply(x, w, b, sums.Target, new ActivationEpilogue<NoActivation>(default));
        Map.Run(activation, sums.Values, result.Target);
        return result.RecordedBy(new LinearNode<TOperation>(activation, this, weight, bias, sums));
    }

    private void CheckLinear(Tensor weight, Tensor? bias)
    {
        if (weight.Rank != 2)
            Throw.LinearWeight(weight.Shape);
        if (Rank == 0 || Shape[^1] != weight.Shape[1])
            Throw.LinearInput(Shape, weight.Shape);
        if (bias is not null && (bias.Rank != 1 || bias.Count != weight.Shape[0]))
            Throw.LinearBias(bias.Shape, weight.Shape);
    }
}

file sealed class LinearNode<TOperation> : GradientNode
    where TOperation : struct, IUnaryOperation
{
    private static readonly string name = nameof(Tensor.Linear) + TOperation.Name;

    private readonly TOperation activation;

    public LinearNode(TOperation activation, Tensor x, Tensor weight, Tensor? bias, Tensor kept)
        : base(name, bias is null ? [x, weight] : [x, weight, bias])
    {
        this.activation = activation;
        Save(x);
        Save(weight);
        if (activation.Keep != Keep.Nothing)
            Save(kept);
    }

    public override void Backward(Tensor gradient)
    {
        int outputs = Inputs[1].Shape[0];
        int inputs = Inputs[1].Shape[1];
        int rows = gradient.Shape.CountBetween(0, gradient.Rank - 1);
        Tensor? kept = activation.Keep == Keep.Nothing ? null : SavedTensor(2);
        Tensor slopes = FusedActivation.GradientBefore(activation, gradient, kept, OwnsGradient);
        MatrixView dz = MatrixView.RowMajor(slopes.Values, rows, outputs);
        if (Needs(0))
        {
            Tensor dx = Tensor.Rent(Inputs[0].Shape);
            Gemm.Multiply(dz, MatrixView.RowMajor(SavedTensor(1).Values, outputs, inputs), dx.Target);
            Give(0, dx);
        }

        if (Needs(1))
        {
            Tensor dw = Tensor.Rent(Inputs[1].Shape);
            Gemm.Multiply(dz.Transposed, MatrixView.RowMajor(SavedTensor(0).Values, rows, inputs), dw.Target);
            Give(1, dw);
        }

        if (Inputs.Length == 3 && Needs(2))
        {
            Tensor db = Tensor.Rent(Inputs[2].Shape);
            Reduce.Run(new SumFold(), slopes.Values, 1, rows, outputs, db.Target);
            Give(2, db);
        }

        if (slopes != gradient)
            slopes.GiveBack();
    }
}
