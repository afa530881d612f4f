using NeuralCore.Autograd;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// The same numbers in memory of their own. Recorded: the gradient passes through. Use <see cref="Detach"/> first for a copy without history.
    /// </summary>
    public Tensor Clone()
    {
        Tensor result = Copy();
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new CloneNode(this)) : result;
    }
}

file sealed class CloneNode(Tensor input) : GradientNode(nameof(Tensor.Clone), input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient);
}
