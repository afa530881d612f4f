using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ReductionRows
{
    public static IEnumerable<OperationRow> All =>
    [
        Of("Sum", "x.sum()", x => x.Sum(), [2, 3]),
        Of("Sum axis 0", "x.sum(0)", x => x.Sum([0]), [3, 4]),
        Of("Sum axes 0 and 2, kept", "x.sum((0, 2), keepdim=True)", x => x.Sum([0, -1], keepAxes: true), [2, 3, 4]),
    ];
}
