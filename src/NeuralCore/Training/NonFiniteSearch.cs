using System.Globalization;

namespace NeuralCore.Training;

/// <summary>Finds out where infinity or NaN came from, after a loss has shown that it is there.</summary>
internal static class NonFiniteSearch
{
    /// <summary>What there is to say when the weights are sound and the batch is not at hand.</summary>
    public const string Unseen = "the weights are finite, so it is an output of the model, or the validation data";

    /// <summary>What was not finite first, in words.</summary>
    public static string Run(Layer model, Batch batch) =>
        InTensor(batch.Inputs, "inputs")
            ?? InTensor(batch.Targets, "targets")
            ?? InParameters(model)
            ?? InLayers(model, batch.Inputs)
            ?? "the outputs of all layers are finite, so the loss itself overflowed, as one on probabilities does where one of them is 0";

    /// <summary>The parameter that went wrong first, in words; null when all are finite.</summary>
    public static string? InParameters(Layer model)
    {
        // Gradients come from the loss, so the last parameter is where one first went wrong.
        foreach ((string path, Parameter parameter) in model.NamedParameters.Reverse())
        {
            if (IndexOfNonFinite(parameter.Value) >= 0)
                return $"parameter \"{path}\" {parameter.Shape}, whose last update had a gradient that was not finite or too large";
        }

        return null;
    }

    /// <summary>The parameter whose gradient went wrong first, in words.</summary>
    public static string InGradients(Layer model)
    {
        foreach ((string path, Parameter parameter) in model.NamedParameters.Reverse())
        {
            if (parameter.Gradient is { } gradient && IndexOfNonFinite(gradient) >= 0)
                return $"the gradient of parameter \"{path}\" {parameter.Shape}";
        }

        return "the norm of all gradients together, which are finite but too large to be squared";
    }

    private static string? InLayers(Layer model, Tensor input)
    {
        string? cause = null;
        LayerWalk.Run(model, input, (path, layer, _, output) =>
        {
            if (IndexOfNonFinite(output) >= 0)
                cause = $"the output of layer {LayerName.Of(path, layer)}";
            return cause is not null;
        });
        return cause;
    }

    private static string? InTensor(Tensor tensor, string what)
    {
        int index = IndexOfNonFinite(tensor);
        if (index < 0)
            return null;
        int example = index / (tensor.Count / tensor.Shape[0]);
        string value = tensor.Values[index].ToString(CultureInfo.InvariantCulture);
        return $"the {what} of the data, which hold {value} in example {example} of the batch";
    }

    private static int IndexOfNonFinite(Tensor tensor)
    {
        ReadOnlySpan<Real> values = tensor.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!Real.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
