using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// What layers have in common that set something to zero in training, with a probability, and divide the rest by 1 - probability. In
/// evaluation they give their input back.
/// </summary>
/// <remarks>What is dropped depends on (Seed, Stream, Step, place) alone, so threads do not change it and a run can be resumed.</remarks>
public abstract class DropoutLayer : Layer
{
    private readonly Real probability;

    private protected DropoutLayer(Real probability, Rng? rng)
    {
        if (!(probability >= 0 && probability <= 1))
            Throw.OutOfRange(nameof(probability), probability, "from 0 to 1");
        Description = FormattableString.Invariant($"{Description}({probability})");
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
    public sealed override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!IsTraining || probability == 0)
            return input;
        using TrainingScope scope = EnterTraining();
        Tensor result = Dropped(input, new DropoutDraw(probability, Seed, Stream, Step));
        Step++;
        return result;
    }

    /// <summary>What to drop in a step of a layer that drops within an operation of its own: nothing in evaluation.</summary>
    internal DropoutDraw Draw()
    {
        if (!IsTraining || probability == 0)
            return default;
        using TrainingScope scope = EnterTraining();
        return new DropoutDraw(probability, Seed, Stream, Step++);
    }

    /// <summary>The input after dropping.</summary>
    private protected abstract Tensor Dropped(Tensor input, DropoutDraw draw);
}
