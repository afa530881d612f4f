namespace NeuralCore;

/// <summary>Makes each example a row: [batch, a, b, ...] becomes [batch, a · b · ...].</summary>
public sealed class Flatten : Layer
{
    /// <summary>Makes each example a row.</summary>
    public Flatten() => Description = "Flatten()";

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is a scalar, so that there is no batch.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank == 0)
            Throw.NothingToFlatten();
        return input.Reshape([input.Shape[0], input.Shape.CountBetween(1, input.Rank)]);
    }
}
