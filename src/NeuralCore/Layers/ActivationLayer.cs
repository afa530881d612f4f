namespace NeuralCore;

/// <summary>An activation as a layer. Wherever a layer is asked for an activation can be given; this is what it becomes.</summary>
public sealed class ActivationLayer : Layer
{
    /// <summary>Makes an activation a layer.</summary>
    public ActivationLayer(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Activation = activation;
        RunsForeignCode = activation.IsForeignCode;
        Description = activation.Name;
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => Activation.Apply(input);
}
