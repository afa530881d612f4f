namespace NeuralCore.Training;

/// <summary>Runs a model layer by layer, so that what passes between layers can be looked at.</summary>
internal static class LayerWalk
{
    /// <summary>Sees one layer at work. True to stop there.</summary>
    public delegate bool Visitor(string path, Layer layer, Tensor input, Tensor output);

    /// <summary>
    /// Shows the visitor each layer in the order of computation, without recording. It looks into sequences and at the inside of residual
    /// layers; what another layer does with those inside it, nobody but the layer knows, so it is shown as a whole.
    /// </summary>
    public static void Run(Layer model, Tensor input, Visitor visit)
    {
        using (Gradients.Disable())
            Walk(model, "", input, visit, out _);
    }

    private static bool Walk(Layer layer, string path, Tensor input, Visitor visit, out Tensor output)
    {
        output = input;
        if (layer is Residual)
        {
            (string inner, Layer change) = layer.Children[0];
            if (Walk(change, Layer.Join(path, inner), input, visit, out output))
                return true;
            output = input + output;
            return visit(path, layer, input, output);
        }

        if (layer is not Sequential)
        {
            output = layer.Forward(input);
            return visit(path, layer, input, output);
        }

        foreach ((string name, Layer child) in layer.Children)
        {
            if (Walk(child, Layer.Join(path, name), output, visit, out output))
                return true;
        }

        return false;
    }
}
