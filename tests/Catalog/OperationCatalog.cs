namespace NeuralCore.Catalog;

/// <summary>Every row there is.</summary>
public static class OperationCatalog
{
    public static IReadOnlyList<OperationRow> Rows { get; } =
    [
        .. ArithmeticRows.All,
        .. ComparisonRows.All,
        .. ActivationRows.All,
        .. ReductionRows.All,
        .. LinearRows.All,
        .. AttentionRows.All,
        .. ShapingRows.All,
        .. SpatialRows.All,
        .. ConvolutionRows.All,
        .. NormalizationRows.All,
        .. RecurrentRows.All,
        .. LossRows.All,
        .. LossFunctionRows.All,
    ];

    public static IEnumerable<object[]> Names => Rows.Select(row => new object[] { row.Name });

    public static OperationRow Find(string name) => Rows.SingleOrDefault(row => row.Name == name)
        ?? throw new InvalidOperationException($"The catalog has no row \"{name}\". Every operation needs one; CONTRIBUTING.md shows how.");
}
