using NeuralCore.Autograd;

namespace NeuralCore;

/// <summary>
/// An operation of your own with a gradient of your own, for when the built-in ones cannot express it or would be slow. Check it with
/// the gradient checker of NeuralCore.Testing.
/// </summary>
/// <remarks>
/// <code>
/// sealed class Cube : CustomOperation
/// {
///     protected override Tensor Forward(Tensor[] inputs) => inputs[0] * inputs[0] * inputs[0];
///
///     protected override Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output) =>
///         [gradient * inputs[0] * inputs[0] * 3];
/// }
///
/// Tensor y = new Cube().Apply(x);
/// </code>
/// </remarks>
public abstract class CustomOperation
{
    /// <summary>Computes the result. Nothing in here is recorded.</summary>
    protected abstract Tensor Forward(Tensor[] inputs);

    /// <summary>
    /// Computes, for each input, the gradient of the goal with respect to it: of the input's shape, or null where there is none.
    /// </summary>
    /// <param name="gradient">The gradient with respect to the output, of its shape.</param>
    /// <param name="inputs">The inputs, unchanged since Forward.</param>
    /// <param name="output">What Forward returned.</param>
    protected abstract Tensor?[] Backward(Tensor gradient, Tensor[] inputs, Tensor output);

    /// <summary>Runs the operation, and records it when an input requires a gradient.</summary>
    /// <exception cref="ArgumentNullException">An input is null.</exception>
    /// <exception cref="InvalidOperationException">Forward returned null.</exception>
    /// <exception cref="GradientException">On the way back: the number of gradients is not that of the inputs.</exception>
    public Tensor Apply(params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (Tensor input in inputs)
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        Tensor output;
        using (Gradients.Disable())
            output = (Forward(inputs) ?? throw Throw.NoResult(GetType().Name)).Detach();
        return Gradients.AreNeededFor(inputs) ? output.RecordedBy(new Node(this, inputs, output)) : output;
    }

    private sealed class Node : GradientNode
    {
        private readonly CustomOperation operation;

        public Node(CustomOperation operation, Tensor[] inputs, Tensor output)
            : base(operation.GetType().Name, inputs)
        {
            this.operation = operation;
            ShowsGradient = true;
            foreach (Tensor input in inputs)
                Save(input);
            Save(output);
        }

        public override void Backward(Tensor gradient)
        {
            var inputs = new Tensor[Inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
                inputs[i] = SavedTensor(i);
            Tensor?[]? gradients = operation.Backward(gradient, inputs, SavedTensor(inputs.Length));
            if (gradients?.Length != inputs.Length)
                Throw.GradientCount(Name, inputs.Length, gradients?.Length ?? 0);
            for (int i = 0; i < inputs.Length; i++)
            {
                // A copy: what a user's code returns may be a tensor that it, or somebody else, still holds.
                if (gradients[i] is { } given && Needs(i))
                    Give(i, given.Copy());
            }
        }
    }
}
