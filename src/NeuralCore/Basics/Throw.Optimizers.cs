using System.Diagnostics.CodeAnalysis;

namespace NeuralCore;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void NoParameters() => throw new ArgumentException(
        "There are no parameters to train. Give the model's Parameters; a model without layers that learn has none.", "parameters");

    [DoesNotReturn]
    public static void RepeatedParameter(string parameter, string where) => throw new ArgumentException(
        $"Parameter {parameter} is given twice: {where}. It would be changed twice in each step; give each parameter once.", "parameters");

    [DoesNotReturn]
    public static void TooManyNumbers(string optimizer, long numbers) => throw new ArgumentException(
        FormattableString.Invariant($"{optimizer}: the parameters hold {numbers} numbers, but a tensor has room for {Shape.MaxCount}. ")
        + "Leave out those that are frozen, or take an optimizer that goes by each parameter alone, such as Adam.",
        "parameters");

    [DoesNotReturn]
    public static void NesterovSettings(Real factor, Real dampening) => throw new ArgumentException(
        $"Momentum: Nesterov's look ahead needs a factor above 0 and a dampening of 0, got {Text(factor)} and {Text(dampening)}. "
        + "Change them, or set isNesterov to false.",
        "isNesterov");

    [DoesNotReturn]
    public static void StateMismatch(string optimizer, IReadOnlyList<string> faults) => throw new ArgumentException(
        $"{optimizer}: the state does not fit, and nothing was restored. {string.Join("; ", faults)}. "
        + "Make the optimizer with the settings and the model, in the same order, that the state was saved with.",
        "state");

    [DoesNotReturn]
    public static void GradientNotFinite(int position, string parameter, Real squares) => throw new NonFiniteException(
        $"GradientClip.ByNorm: the squares of the gradient of parameter {position}, {parameter}, add up to {Text(squares)}, so there is no norm to clip to. "
        + "Lower the learning rate, check the inputs and the loss for numbers that are not finite, or pass throwIfNotFinite: false.");

    [DoesNotReturn]
    public static void NotFiniteBefore(string optimizer, string what, Real value) => throw new NonFiniteException(
        $"{optimizer}: the {what} before the step is {Text(value)}, and the parameters are as they were. "
        + "Check the inputs and the first weights, or go back to earlier ones and set a lower learning rate or a line search.");

    [DoesNotReturn]
    public static void NotFiniteInStep(string optimizer, string what, Real value, int iteration) => throw new NonFiniteException(
        $"{optimizer}: the {what} in iteration {Text(iteration)} of the step is {Text(value)}, and the parameters are as they were before it. "
        + "Set a lower learning rate or a line search, and check the loss for divisions, roots and logarithms near 0.");
}
