namespace NeuralCore.Training;

/// <summary>Remembers for each layer of a model whether it trains or evaluates, to go back to that.</summary>
internal readonly struct LayerModes
{
    private readonly (Layer Layer, bool WasTraining)[] modes;

    public LayerModes(Layer model) => modes = [.. model.NamedLayers.Select(static named => (named.Layer, named.Layer.IsTraining))];

    /// <summary>Sets every layer back. A layer sets those inside it too, so outer ones come first.</summary>
    public void Restore()
    {
        foreach ((Layer layer, bool wasTraining) in modes)
        {
            if (layer.IsTraining == wasTraining)
                continue;
            if (wasTraining)
                layer.Train();
            else
                layer.Evaluate();
        }
    }
}
