using NeuralCore.Autograd;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>The same numbers in the same order under another shape. Shares memory with this tensor.</summary>
    /// <param name="sizes">The new sizes; one of them may be -1, for whatever is left.</param>
    /// <exception cref="ShapeException">The sizes do not hold as many numbers, or leave open what -1 is.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> sizes) => Reshaped(ResolveSizes(sizes), nameof(Reshape));

    /// <summary>A recorded view of the same numbers.</summary>
    private Tensor Reshaped(Shape shape, string operation)
    {
        Tensor result = View(shape);
        return Gradients.AreNeededFor(this) ? result.RecordedBy(new ReshapeNode(operation, this)) : result;
    }

    private Shape ResolveSizes(ReadOnlySpan<int> sizes)
    {
        int open = sizes.IndexOf(-1);
        if (open < 0)
        {
            Shape given = Shape.Create(sizes);
            if (given.Count != Count)
                Throw.ReshapeCount(Shape, sizes);
            return given;
        }

        if (sizes[(open + 1)..].Contains(-1))
            Throw.ReshapeTwoOpen(sizes);
        int[] resolved = sizes.ToArray();
        resolved[open] = 1;
        int known = Shape.Create(resolved).Count;
        if (known == 0 ? Count != 0 : Count % known != 0)
            Throw.ReshapeCount(Shape, sizes);
        if (known == 0)
            Throw.ReshapeUndecided(Shape, sizes);
        resolved[open] = Count / known;
        return Shape.Create(resolved);
    }
}

file sealed class ReshapeNode(string operation, Tensor input) : GradientNode(operation, input)
{
    public override void Backward(Tensor gradient) => Give(0, gradient.View(Inputs[0].Shape));
}
