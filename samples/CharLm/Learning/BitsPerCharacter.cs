using NeuralCore;

namespace CharLmSample;

/// <summary>
/// How surprised a model is by a text: the mean of -log2 of the probability that it gave each character. A text could be packed into so many
/// bits with the model's help.
/// </summary>
internal static class BitsPerCharacter
{
    // Long streams, because at the beginning of each the model knows nothing of what came before.
    private const int Streams = 16;
    private const int Steps = 128;

    /// <summary>The measure of a text; null when it was told to stop.</summary>
    public static double? Measure(CharacterModel model, int[] text, CancellationToken cancellation = default)
    {
        model.Evaluate();
        using Gradients.DisabledScope off = Gradients.Disable();
        TextStreams streams = new(text, Streams, Steps);
        double sum = 0;
        RecurrentState? state = null;
        for (int number = 0; number < streams.Count; number++)
        {
            if (cancellation.IsCancellationRequested)
                return null;
            using StepScope step = new();
            (Tensor inputs, Tensor targets) = streams.Piece(number);
            (Tensor scores, RecurrentState after) = model.Run(inputs, state);
            sum += FromNats(Loss.CrossEntropy(scores, targets).Item()) * targets.Count;
            state = after.Keep();
        }

        return sum / streams.Characters;
    }

    /// <summary>Bits from natural units of information.</summary>
    public static double FromNats(double nats) => nats / Math.Log(2);
}
