namespace NeuralCore;

/// <summary>
/// x + f(x): a layer that learns what to change about its input (He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, CVPR
/// 2016). The inner layer must give the shape that it is given.
/// </summary>
public sealed class Residual : Layer
{
    private readonly Layer inner;

    /// <summary>Adds a layer's result to its input. Its parameters get paths such as <c>inner.weight</c>.</summary>
    public Residual(Layer inner) => this.inner = AddChild("inner", inner);

    /// <summary>Puts layers in a row and adds their result to their input.</summary>
    public Residual(params ReadOnlySpan<Layer> layers)
        : this(new Sequential(layers))
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The inner layer gives another shape than it is given.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Tensor change;
        try
        {
            change = inner.Forward(input);
        }
        catch (ShapeException error)
        {
            throw LayerTrace.Extend(error, Children[0], before: null, input.Shape);
        }

        if (change.Shape != input.Shape)
            Throw.ResidualChangesShape(input.Shape, change.Shape);
        return input + change;
    }
}
