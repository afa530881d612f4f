namespace NeuralCore.Training;

/// <summary>Refuses, before anything is trained, a last batch of one example that a layer in the model could not be trained on.</summary>
internal static class SingleExample
{
    public static void Check(Layer model, DataLoader batches)
    {
        int last = batches.Examples - ((batches.Count - 1) * batches.BatchSize);
        if (last != 1 || !model.NamedLayers.Any(static named => named.Layer is BatchNorm))
            return;

        // In evaluation mode one example goes through, and shows what reaches each layer. The caller restores the modes.
        model.Evaluate();
        using StepScope step = new();
        Tensor example = batches.ReadBatch(batches.OrderOf(0), batches.Count - 1).Inputs;
        try
        {
            LayerWalk.Run(model, example, (path, layer, input, _) =>
            {
                // One number for each feature has no spread to divide by; an image with several pixels in each channel has.
                if (layer is BatchNorm && input.Rank > 1 && input.Count == input.Shape[1])
                    Throw.SingleExample(batches.Dataset.Count, batches.BatchSize, LayerName.Of(path, layer));
                return false;
            });
        }
        catch (ShapeException)
        {
            // Layers by themselves do not know where they are; the model, asked as a whole, says which of them it was.
            model.Predict(example);
            throw;
        }
    }
}
