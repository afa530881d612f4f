namespace NeuralCore.Samples;

/// <summary>Where a program is in its work, in the words that a bar shows.</summary>
/// <param name="Done">How much is done.</param>
/// <param name="Total">How much there is to do.</param>
/// <param name="Stage">Which part of the work this is, such as <c>epoch 2/6</c>.</param>
/// <param name="Scores">What was measured so far, such as <c>loss 0.0612</c>.</param>
/// <param name="Speed">How fast it goes; a narrow terminal leaves it out.</param>
/// <param name="Remaining">How long the rest will take if it goes on like this.</param>
/// <param name="Line">A line that stays, when a part of the work has just ended; otherwise null.</param>
public sealed record WorkProgress(
    double Done, double Total, string Stage, string Scores, string Speed, TimeSpan Remaining, string? Line);
