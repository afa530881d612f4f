using System.Diagnostics;
using NeuralCore;

namespace CharLmSample;

/// <summary>
/// Trains by truncated back-propagation through time: the state goes on from piece to piece, the gradient ends where the piece begins.
/// </summary>
internal sealed class CharacterTraining
{
    private const int Streams = 32;
    private const int Steps = 64;
    private const float MaximumNorm = 1;

    // A tenth of a second between reports: as often as a bar is drawn.
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(0.1);

    private readonly CharacterModel model;
    private readonly TextSource source;
    private readonly Settings settings;
    private readonly Optimizer optimizer;
    private readonly IProgress<WorkProgress> progress;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Stopwatch learning = new();
    private readonly Rng offsets;
    private TimeSpan reported;
    private double learned;

    public CharacterTraining(CharacterModel model, TextSource source, Settings settings, IProgress<WorkProgress> progress)
    {
        this.model = model;
        this.source = source;
        this.settings = settings;
        this.progress = progress;
        optimizer = new Adam(model.Parameters, settings.LearningRate);
        offsets = GlobalRandom.NextStream();
    }

    /// <summary>How long it has learned. The measurements after the epochs are not part of it.</summary>
    public TimeSpan Time => learning.Elapsed;

    /// <summary>Trains all epochs, or until it is told to stop; says how many were completed.</summary>
    public int Run(CancellationToken cancellation)
    {
        for (int epoch = 0; epoch < settings.Epochs; epoch++)
        {
            TimeSpan before = Time;
            learning.Start();
            double? bits = RunEpoch(epoch, cancellation);
            learning.Stop();
            if (bits is null)
                return epoch;
            TimeSpan time = Time - before;
            if (BitsPerCharacter.Measure(model, source.HeldOut, cancellation) is not { } heldOut)
                return epoch + 1;
            Report(epoch, done: epoch + 1, bits.Value, Line(epoch, bits.Value, heldOut, time));
        }

        return settings.Epochs;
    }

    // The mean over the characters of the epoch, as they were learned; null when it was told to stop.
    private double? RunEpoch(int epoch, CancellationToken cancellation)
    {
        TextStreams streams = new(source.Training, Streams, Steps, offsets.NextInteger(Steps));
        double sum = 0;
        int characters = 0;
        RecurrentState? state = null;
        model.Train();
        for (int number = 0; number < streams.Count; number++)
        {
            if (cancellation.IsCancellationRequested)
                return null;
            double done = epoch + ((double)number / streams.Count);
            optimizer.LearningRate = settings.LearningRate * (float)(1 - (done / settings.Epochs));
            (Tensor inputs, Tensor targets) = streams.Piece(number);
            sum += Step(inputs, targets, ref state) * targets.Count;
            characters += targets.Count;
            learned += targets.Count;
            ReportSometimes(epoch, done, sum / characters);
        }

        return sum / characters;
    }

    // The loss of a piece, in bits for each character.
    private double Step(Tensor inputs, Tensor targets, ref RecurrentState? state)
    {
        using StepScope step = new();
        (Tensor scores, RecurrentState after) = model.Run(inputs, state);
        Tensor loss = Loss.CrossEntropy(scores, targets);
        if (!float.IsFinite(loss.Item()))
        {
            throw new InputException(FormattableString.Invariant(
                $"The loss became {loss.Item()}, and nothing can be learned from it. Try a smaller learning rate than --lr {settings.LearningRate:R}."));
        }

        loss.Backward();
        GradientClip.ByNorm(model.Parameters, MaximumNorm);
        optimizer.Step();
        state = after.Detach().Keep();
        return BitsPerCharacter.FromNats(loss.Item());
    }

    private void ReportSometimes(int epoch, double done, double bits)
    {
        if (clock.Elapsed - reported < pause)
            return;
        reported = clock.Elapsed;
        Report(epoch, done, bits, line: null);
    }

    private void Report(int epoch, double done, double bits, string? line) => progress.Report(new WorkProgress(
        done,
        settings.Epochs,
        Stage: FormattableString.Invariant($"epoch {epoch + 1}/{settings.Epochs}"),
        Scores: FormattableString.Invariant($"{bits:0.000} bits/character"),
        Speed: FormattableString.Invariant($"{learned / Time.TotalSeconds:#,0} characters/s"),
        Remaining: done > 0 ? clock.Elapsed * ((settings.Epochs - done) / done) : TimeSpan.Zero,
        line));

    private string Line(int epoch, double bits, double heldOut, TimeSpan time)
    {
        string number = FormattableString.Invariant($"{epoch + 1}").PadLeft(FormattableString.Invariant($"{settings.Epochs}").Length);
        return FormattableString.Invariant(
            $"epoch {number}/{settings.Epochs}: bits per character {bits:0.0000}; held out {heldOut:0.0000}; {time.TotalSeconds:0.00} s");
    }
}
