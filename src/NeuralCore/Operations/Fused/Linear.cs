using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>x · weightᵀ + bias. Shapes: x [..., in], weight [out, in], bias [out], result [..., out].</summary>
    public Tensor Linear(Tensor weight, Tensor? bias = null) => throw new NotImplementedException();

    internal Tensor Linear<TOperation>(Tensor weight, Tensor? bias, TOperation activation)
        where TOperation : struct, IUnaryOperation => Linear(weight, bias).Elementwise(activation);
}
