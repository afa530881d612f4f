using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>What recurrent layers ask of what they are given.</summary>
internal static class RecurrentCheck
{
    public static void Input(RecurrentLayer layer, RecurrentKind kind, Tensor input, RecurrentState? state, Tensor? lengths)
    {
        RecurrentOptions options = layer.Options;
        if (input.Rank != 3)
            Throw.NotSequences(layer.Description, options.IsBatchFirst, options.Inputs, input.Shape);
        if (input.Shape[2] != options.Inputs)
            Throw.SequenceFeatures(layer.Description, options.IsBatchFirst, options.Inputs, input.Shape);
        int batch = input.Shape[options.IsBatchFirst ? 0 : 1], steps = input.Shape[options.IsBatchFirst ? 1 : 0];
        if (steps == 0)
            Throw.NoSteps(layer.Description, options.IsBatchFirst ? 1 : 0, input.Shape);
        if (state is not null)
            State(layer, kind, state, batch);
        if (lengths is not null)
            Lengths(layer.Description, lengths, batch, steps);
    }

    public static void State(RecurrentLayer layer, RecurrentKind kind, RecurrentState state, int batch)
    {
        RecurrentOptions options = layer.Options;
        Shape expected = [options.Layers * options.Directions, batch, options.Hidden];
        if (state.Hidden.Shape != expected)
            Throw.StateShape(layer.Description, nameof(state.Hidden), expected, state.Hidden.Shape);
        if (state.Cell is null == kind.HasCell)
            Throw.StateCell(layer.Description, kind.HasCell);
        if (state.Cell is { } cell && cell.Shape != expected)
            Throw.StateShape(layer.Description, nameof(state.Cell), expected, cell.Shape);
    }

    private static void Lengths(string layer, Tensor lengths, int batch, int steps)
    {
        if (lengths.Rank != 1 || lengths.Count != batch)
            Throw.LengthsShape(layer, batch, lengths.Shape);
        for (int i = 0; i < batch; i++)
        {
            // NaN fails the comparison too.
            Real length = lengths.Values[i];
            if (!(length >= 1 && length <= steps) || length != (int)length)
                Throw.BadLength(layer, length, i, steps);
        }
    }
}
