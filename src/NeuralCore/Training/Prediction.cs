using NeuralCore.Training;

namespace NeuralCore;

/// <summary>Asks a model that has been trained.</summary>
public static class Prediction
{
    /// <summary>
    /// What the model says: <see cref="Layer.Forward"/> in evaluation mode and without recording. Afterwards each layer is in the mode it
    /// was in.
    /// </summary>
    /// <param name="model">
    /// The model. Several threads may ask one at the same time after <see cref="Layer.Evaluate"/> was called on it.
    /// </param>
    /// <param name="input">A batch: [batch, ...].</param>
    /// <exception cref="ShapeException">The model does not take inputs of this shape.</exception>
    public static Tensor Predict(this Layer model, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        using (Gradients.Disable())
        {
            if (!model.NamedLayers.Any(static named => named.Layer.IsTraining))
                return model.Forward(input);
            LayerModes modes = new(model);
            try
            {
                model.Evaluate();
                return model.Forward(input);
            }
            finally
            {
                modes.Restore();
            }
        }
    }
}
