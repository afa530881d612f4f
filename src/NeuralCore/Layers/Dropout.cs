namespace NeuralCore;

/// <summary>
/// In training, sets each number to zero with the given probability and divides the others by 1 - probability (Srivastava and others:
/// Dropout, JMLR 15, 2014). In evaluation it gives its input back.
/// </summary>
/// <remarks>What is dropped depends on (Seed, Stream, Step, element) alone, so threads do not change it and a run can be resumed.</remarks>
public sealed class Dropout : Layer
{
    private readonly Real probability;

    /// <summary>Drops numbers in training.</summary>
    /// <param name="probability">How likely a number is dropped: from 0 to 1.</param>
    /// <param name="rng">Where the seed comes from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Dropout(Real probability = (Real)0.5, Rng? rng = null)
    {
        if (!(probability >= 0 && probability <= 1))
            Throw.OutOfRange(nameof(probability), probability, "from 0 to 1");
        Description = FormattableString.Invariant($"Dropout({probability})");
        this.probability = probability;

        // A given source serves many layers, so each takes a seed out of it; a stream of the global one is this layer's alone.
        rng = rng is null ? GlobalRandom.NextStream() : new Rng(((ulong)rng.NextBits() << 32) | rng.NextBits());
        Seed = rng.Seed;
        Stream = rng.Stream;
    }

    /// <summary>The seed of the random numbers.</summary>
    public ulong Seed { get; }

    /// <summary>The stream under the seed.</summary>
    public ulong Stream { get; }

    /// <summary>How often the layer has dropped so far. Each step drops other numbers; to repeat one, or to resume a run, set it back.</summary>
    public uint Step { get; set; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another thread is in Forward in training mode.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!IsTraining || probability == 0)
            return input;
        using TrainingScope scope = EnterTraining();
        return input.Dropout(probability, Seed, Stream, Step++);
    }
}
