using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ArithmeticRows
{
    public static IEnumerable<OperationRow> All =>
    [
        Of("Add", "x + y", (x, y) => x.Add(y), Numbers([2, 3]), Numbers([2, 3])),
        Of("Add row", "x + y", (x, y) => x.Add(y), Numbers([2, 3]), Numbers([3])),
        Unary("Add number", "x + 1.5", x => x.Add((Real)1.5)),
        Of("operator +", "x + y", (x, y) => x + y, Numbers([2, 1, 3]), Numbers([4, 1])),
        Of("Multiply", "x * y", (x, y) => x.Multiply(y), Numbers([2, 3]), Numbers([2, 3])),
        Of("Multiply column", "x * y", (x, y) => x.Multiply(y), Numbers([2, 1]), Numbers([2, 3])),
        Unary("Multiply number", "x * 1.5", x => x.Multiply((Real)1.5)),
        Of("operator *", "x * y", (x, y) => x * y, Numbers([2, 1, 3]), Numbers([4, 1])),
    ];
}
