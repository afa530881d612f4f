using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ActivationRows
{
    public static IEnumerable<OperationRow> All =>
    [
        Unary("Relu", "torch.relu(x)", x => x.Relu(), kinks: 0),
    ];
}
