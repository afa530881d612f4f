using NeuralCore.Autograd;
using NeuralCore.Kernels;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// Sets each number to zero with the given probability and divides the others by 1 - probability, so that the expected value stays
    /// (Srivastava and others: Dropout, JMLR 15, 2014). With probability 1 all become zero.
    /// </summary>
    /// <param name="probability">How likely a number is dropped: from 0 to 1.</param>
    /// <param name="seed">Chooses the random numbers, with the stream and the step.</param>
    /// <param name="stream">Tells users of one seed apart, such as the layers of a model.</param>
    /// <param name="step">Tells the uses of one stream apart. What is dropped depends on (seed, stream, step, element) and nothing else.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Tensor Dropout(Real probability, ulong seed, ulong stream = 0, uint step = 0)
    {
        if (!(probability >= 0 && probability <= 1))
            Throw.OutOfRange(nameof(probability), probability, "from 0 to 1");
        Mask mask = new(probability, probability == 1 ? 0 : 1 / (1 - probability), seed, stream, step);
        Tensor result = mask.Applied(this);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new DropoutNode(this, mask)) : result;
    }
}

file readonly record struct Mask(Real Probability, Real Factor, ulong Seed, ulong Stream, uint Step)
{
    // Each step has 2^32 blocks of four numbers to itself, more than a tensor can hold.
    public Tensor Applied(Tensor x)
    {
        Tensor result = Tensor.Rent(x.Shape);
        RandomMask.Run(x.Values, Probability, Factor, Seed, Stream, (ulong)Step << 32, result.Target);
        return result;
    }
}

file sealed class DropoutNode(Tensor input, Mask mask) : GradientNode(nameof(Tensor.Dropout), input)
{
    public override void Backward(Tensor gradient) => Give(0, mask.Applied(gradient));
}
