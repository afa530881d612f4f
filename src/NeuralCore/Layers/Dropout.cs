using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// In training, sets each number to zero with the given probability and divides the others by 1 - probability (Srivastava and others:
/// Dropout, JMLR 15, 2014). In evaluation it gives its input back.
/// </summary>
/// <remarks>What is dropped depends on (Seed, Stream, Step, element) alone, so threads do not change it and a run can be resumed.</remarks>
public sealed class Dropout : DropoutLayer
{
    /// <summary>Drops numbers in training.</summary>
    /// <param name="probability">How likely a number is dropped: from 0 to 1.</param>
    /// <param name="rng">Where the seed comes from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Dropout(Real probability = (Real)0.5, Rng? rng = null)
        : base(probability, rng)
    {
    }

    private protected override Tensor Dropped(Tensor input, DropoutDraw draw) =>
        input.Dropout(draw.Probability, draw.Seed, draw.Stream, draw.Step);
}
