namespace NeuralCore;

/// <summary>Any function of a tensor as a layer without parameters: <c>new Lambda("Halve", x =&gt; x * 0.5f)</c>.</summary>
public sealed class Lambda : Layer
{
    private readonly Func<Tensor, Tensor> function;

    /// <summary>Makes a function a layer.</summary>
    /// <param name="name">What the layer prints as.</param>
    /// <param name="function">The function; it must use operations that are recorded, so that a gradient comes back.</param>
    public Lambda(string name, Func<Tensor, Tensor> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        Description = name;
        this.function = function;
        RunsForeignCode = true;
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => function(input);
}
