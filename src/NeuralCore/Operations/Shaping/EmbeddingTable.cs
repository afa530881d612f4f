namespace NeuralCore.Operations;

/// <summary>What the embedding and its layer ask of a table.</summary>
internal static class EmbeddingTable
{
    public static void Check(Shape shape, int? paddingIndex)
    {
        if (shape.Rank != 2)
            Throw.NoEmbeddingTable(shape);
        if (paddingIndex is { } padding && (uint)padding >= (uint)shape[0])
            Throw.OutOfRange(nameof(paddingIndex), padding, $"a row of the table, from 0 to {shape[0] - 1}");
    }
}
