namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The matrix product.</summary>
    public Tensor MatMul(Tensor other) => throw new NotImplementedException();
}
