using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ComparisonRows
{
    public static IEnumerable<OperationRow> All =>
    [
        Compare("Greater", "x > y", (x, y) => x.Greater(y)),
        CompareNumber("Greater number", "x > 1", x => x.Greater(1)),
        Compare("operator >", "x > y", (x, y) => x > y),
        CompareNumber("operator > number", "x > 1", x => x > 1),
        CompareNumber("operator > from number", "1 > x", x => 1 > x),
        Compare("GreaterOrEqual", "x >= y", (x, y) => x.GreaterOrEqual(y)),
        CompareNumber("GreaterOrEqual number", "x >= 1", x => x.GreaterOrEqual(1)),
        Compare("operator >=", "x >= y", (x, y) => x >= y),
        CompareNumber("operator >= number", "x >= 1", x => x >= 1),
        CompareNumber("operator >= from number", "1 >= x", x => 1 >= x),
        Compare("Less", "x < y", (x, y) => x.Less(y)),
        CompareNumber("Less number", "x < 1", x => x.Less(1)),
        Compare("operator <", "x < y", (x, y) => x < y),
        CompareNumber("operator < number", "x < 1", x => x < 1),
        CompareNumber("operator < from number", "1 < x", x => 1 < x),
        Compare("LessOrEqual", "x <= y", (x, y) => x.LessOrEqual(y)),
        CompareNumber("LessOrEqual number", "x <= 1", x => x.LessOrEqual(1)),
        Compare("operator <=", "x <= y", (x, y) => x <= y),
        CompareNumber("operator <= number", "x <= 1", x => x <= 1),
        CompareNumber("operator <= from number", "1 <= x", x => 1 <= x),
        Compare("EqualTo", "x == y", (x, y) => x.EqualTo(y)),
        CompareNumber("EqualTo number", "x == 1", x => x.EqualTo(1)),
        Compare("NotEqualTo", "x != y", (x, y) => x.NotEqualTo(y)),
        CompareNumber("NotEqualTo number", "x != 1", x => x.NotEqualTo(1)),
        Of("Where", "torch.where(x != 0, y, z)", Tensor.Where, Whole([2, 1], 2), Numbers([2, 3]), Numbers([2, 3])).MayHideNaN(),
        Of("Where broadcast", "torch.where(x != 0, y, z)", Tensor.Where, Whole([2, 3, 1], 2), Numbers([3, 4]), Numbers([])).MayHideNaN(),
    ];

    // Few different whole numbers, so that equal ones meet.
    private static OperationRow Compare(string name, string torch, Func<Tensor, Tensor, Tensor> run) =>
        Of(name, $"({torch}).double()", run, Whole([4, 6], 3), Whole([6], 3)).WithoutGradient();

    private static OperationRow CompareNumber(string name, string torch, Func<Tensor, Tensor> run) =>
        Of(name, $"({torch}).double()", run, Whole([4, 6], 3)).WithoutGradient();
}
