namespace NeuralCore;

/// <summary>
/// Says in which layer of a model shapes did not fit. Each model that an error passes on its way out puts its own name for the layer in
/// front, so that the message ends with the whole path.
/// </summary>
internal sealed record LayerTrace(string Message, string Path, string Description, string? PathBefore, string? DescriptionBefore, Shape Input)
{
    /// <summary>The error with the layer's place, seen from one model further out.</summary>
    /// <param name="error">The error as it came out of the layer.</param>
    /// <param name="layer">The layer with its name in the model.</param>
    /// <param name="before">The layer whose result it was given, if it was not given the model's own input.</param>
    /// <param name="input">The shape that it was given.</param>
    public static ShapeException Extend(ShapeException error, (string Name, Layer Layer) layer, (string Name, Layer Layer)? before, Shape input)
    {
        before = Last(before);
        LayerTrace trace = error.Data[typeof(LayerTrace)] is LayerTrace inner
            ? inner.Outward(layer.Name, before, input)
            : new LayerTrace(error.Message, layer.Name, layer.Layer.Description, before?.Name, before?.Layer.Description, input);
        ShapeException result = new(trace.ToString(), error.InnerException ?? error);
        result.Data[typeof(LayerTrace)] = trace;
        return result;
    }

    public override string ToString() => DescriptionBefore is null
        ? $"{Message} In layer \"{Path}: {Description}\"; the model's input has shape {Input}."
        : $"{Message} In layer \"{Path}: {Description}\"; the layer before it, \"{PathBefore}: {DescriptionBefore}\", gives shape {Input}.";

    // Where a model stands before, what gave the shape is its last layer.
    private static (string Name, Layer Layer)? Last((string Name, Layer Layer)? before) => before is (string name, Sequential { Count: > 0 } model)
        ? Last((Layer.Join(name, model.Children[^1].Name), model[^1]))
        : before;

    private LayerTrace Outward(string name, (string Name, Layer Layer)? before, Shape input)
    {
        LayerTrace outward = this with { Path = Layer.Join(name, Path) };
        if (DescriptionBefore is not null)
            return outward with { PathBefore = Layer.Join(name, PathBefore!) };

        // The first layer of an inner model is given what the layer before that model gives, unless something in between changed it.
        return before is null || input != Input
            ? outward
            : outward with { PathBefore = before.Value.Name, DescriptionBefore = before.Value.Layer.Description };
    }
}
