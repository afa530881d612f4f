using NeuralCore.Autograd;
using NeuralCore.Kernels;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class Tensor
{
    private bool requiresGradient;
    private bool gradientIsPooled;

    /// <summary>
    /// Whether operations on this tensor are recorded, so that a gradient can reach it. Set it on the tensors that training changes;
    /// results of recorded operations have it by themselves.
    /// </summary>
    /// <exception cref="GradientException">It is set on the result of a recorded operation; use <see cref="Detach"/> to cut its history.</exception>
    public bool RequiresGradient
    {
        get => requiresGradient || Node is not null;
        set
        {
            if (Node is not null && !value)
                Throw.NotALeaf(Node.Name);
            requiresGradient = value;
        }
    }

    /// <summary>
    /// The gradient that <see cref="Backward(Tensor?, bool)"/> has added up here since it was last cleared, of this tensor's shape; null when there is none.
    /// Kept for tensors on which <see cref="RequiresGradient"/> was set, and after <see cref="RetainGradient"/>.
    /// </summary>
    public Tensor? Gradient { get; private set; }

    /// <summary>The operation that made this tensor; null when it was made without recording.</summary>
    internal GradientNode? Node { get; private set; }

    /// <summary>
    /// Computes the gradient of this tensor with respect to every tensor it was made from that requires one, and adds it to their <see cref="Gradient"/>.
    /// </summary>
    /// <param name="gradient">The gradient of the final goal with respect to this tensor, of its shape; for a tensor of one number, 1 when left out.</param>
    /// <param name="retainGraph">Keeps the record, so that Backward can run once more on it.</param>
    /// <exception cref="GradientException">Nothing was recorded; the record was used up; a saved tensor was changed in place.</exception>
    /// <exception cref="ShapeException">The tensor holds more than one number and no gradient is given, or the gradient has another shape.</exception>
    public void Backward(Tensor? gradient = null, bool retainGraph = false)
    {
        if (!RequiresGradient)
            Throw.NothingRecorded(Shape);
        if (gradient is null && Count != 1)
            Throw.BackwardOfMany(Shape);
        if (gradient is not null && gradient.Shape != Shape)
            Throw.ShapesDiffer(nameof(Backward), Shape, gradient.Shape);
        using (Gradients.Disable())
            Backpropagation.Run(this, gradient ?? Full(1, Shape), retainGraph);
    }

    /// <summary>Forgets the gradient. One made inside a <see cref="StepScope"/> cannot be used any more, unless <see cref="Keep"/> was called on it.</summary>
    public void ClearGradient()
    {
        if (gradientIsPooled)
            BlockPool.Return(Gradient!.Block);
        gradientIsPooled = false;
        Gradient = null;
    }

    /// <summary>Makes Backward keep the gradient of this intermediate result in <see cref="Gradient"/>, which it otherwise drops.</summary>
    public void RetainGradient()
    {
        if (Node is not null)
            Node.Retained = this;
        else
            RequiresGradient = true;
    }

    /// <summary>Adds to the gradient. One that nobody else holds is taken over as it is, without a copy.</summary>
    internal void AccumulateGradient(Tensor gradient, bool isOwned)
    {
        if (Gradient is { } sum)
        {
            using InPlaceWrite write = sum.WriteInPlace(nameof(Backward));
            Zip.Run(new AddZip(), sum.Values, gradient.Values, write.Target);
            return;
        }

        Gradient = isOwned ? gradient : gradient.Copy();
        gradientIsPooled = StepScope.TakeOut(Gradient.Block);
    }

    /// <summary>Gives the memory of an intermediate gradient back before its step scope ends, so that the next one can have it.</summary>
    internal void GiveBack()
    {
        if (StepScope.TakeOut(Block))
            BlockPool.Return(Block);
    }

    /// <summary>Remembers how this tensor was made.</summary>
    internal Tensor RecordedBy(GradientNode node)
    {
        Node = node;
        return this;
    }

    /// <summary>The same numbers in memory of their own, without history.</summary>
    internal Tensor Copy()
    {
        Tensor copy = Rent(Shape);
        Values.CopyTo(copy.Target);
        return copy;
    }
}
