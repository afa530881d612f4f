using static System.FormattableString;
using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ArithmeticRows
{
    public static IEnumerable<OperationRow> All => [.. Sums, .. Products, .. Powers, .. Functions, .. Limits];

    private static IEnumerable<OperationRow> Sums =>
    [
        Of("Add", "x + y", (x, y) => x.Add(y), Numbers([2, 3]), Numbers([2, 3])),
        Of("Add row", "x + y", (x, y) => x.Add(y), Numbers([2, 3]), Numbers([3])),
        Unary("Add number", "x + 1.5", x => x.Add((Real)1.5)),
        Of("operator +", "x + y", (x, y) => x + y, Numbers([2, 1, 3]), Numbers([4, 1])),
        Of("Subtract", "x - y", (x, y) => x.Subtract(y), Numbers([2, 3]), Numbers([2, 3])),
        Unary("Subtract number", "x - 1.5", x => x.Subtract((Real)1.5)),
        Of("operator -", "x - y", (x, y) => x - y, Numbers([2, 1, 3]), Numbers([4, 1])),
        Unary("operator - number", "x - 1.5", x => x - (Real)1.5),
        Unary("operator - from number", "1.5 - x", x => (Real)1.5 - x),
        Unary("operator - unary", "-x", x => -x),
        Unary("Negate", "-x", x => x.Negate()),
    ];

    private static IEnumerable<OperationRow> Products =>
    [
        Of("Multiply", "x * y", (x, y) => x.Multiply(y), Numbers([2, 3]), Numbers([2, 3])),
        Of("Multiply column", "x * y", (x, y) => x.Multiply(y), Numbers([2, 1]), Numbers([2, 3])),
        Unary("Multiply number", "x * 1.5", x => x.Multiply((Real)1.5)),
        Of("operator *", "x * y", (x, y) => x * y, Numbers([2, 1, 3]), Numbers([4, 1])),
        Of("Divide", "x / y", (x, y) => x.Divide(y), Numbers([2, 3]), Numbers([2, 3], kinks: 0)),
        Unary("Divide number", "x / 1.5", x => x.Divide((Real)1.5)),
        Of("operator /", "x / y", (x, y) => x / y, Numbers([2, 1, 3]), Numbers([4, 1], kinks: 0)),
        Unary("operator / number", "x / 1.5", x => x / (Real)1.5),
        Unary("operator / of number", "1.5 / x", x => (Real)1.5 / x, kinks: 0),
        Unary("Reciprocal", "x.reciprocal()", x => x.Reciprocal(), kinks: 0),
        Unary("Square", "x.square()", x => x.Square()),
    ];

    private static IEnumerable<OperationRow> Powers =>
    [
        .. ((double[])[-2, -1, 2, 3, 4]).Select(y => Unary(Invariant($"Power {y}"), Invariant($"x.pow({y})"), x => x.Power((Real)y), kinks: 0)),
        .. ((double[])[-0.5, 0.5, 1, 2.5]).Select(y =>
            Unary(Invariant($"Power {y} of positive"), Invariant($"x.pow({y})"), x => x.Power((Real)y), low: 0.1)),
        new OperationRow("Power 0 at 0", "x.pow(0.)", x => x[0].Power(0), Exactly(-1, 0, 2)) { PropagatesNaN = false },
        Of("Power", "x.pow(y)", (x, y) => x.Power(y), Numbers([2, 3], low: 0.1), Numbers([3])),
        Of("Power of negative", "x.pow(y)", (x, y) => x.Power(y), Numbers([2, 3], kinks: 0), Whole([3], 4)),
        Of("Power of 0", "x.pow(y)", (x, y) => x.Power(y), Exactly(0, 0, 0), Exactly(1.5, 2, 3)).AtKinks(),
        Unary("Power of number", "torch.pow(1.5, x)", x => Tensor.Power((Real)1.5, x)),
        Unary("Power of number 0", "torch.pow(0., x)", x => Tensor.Power(0, x), low: 0.1),
    ];

    private static IEnumerable<OperationRow> Functions =>
    [
        Unary("Exp", "x.exp()", x => x.Exp()),
        Unary("Log", "x.log()", x => x.Log(), low: 0.1),
        Unary("Sqrt", "x.sqrt()", x => x.Sqrt(), low: 0.1),
        Unary("Abs", "x.abs()", x => x.Abs(), kinks: 0),
        Of("Abs at 0", "x.abs()", x => x.Abs(), Exactly(-1, 0, 1)).AtKinks(),
    ];

    private static IEnumerable<OperationRow> Limits =>
    [
        Of("Maximum", "torch.maximum(x, y)", (x, y) => x.Maximum(y), Numbers([2, 3], low: 0), Numbers([3], low: -1, high: 1.5)),
        Of("Maximum of equals", "torch.maximum(x, y)", (x, y) => x.Maximum(y), Exactly(-1, 0, 1), Exactly(-1, 0, 2)).AtKinks(),
        Unary("Maximum number", "torch.maximum(x, torch.tensor(0.5))", x => x.Maximum((Real)0.5), kinks: 0.5),
        Of("Maximum number, equal", "torch.maximum(x, torch.tensor(0.5))", x => x.Maximum((Real)0.5), Exactly(0, 0.5, 1)).AtKinks(),
        Of("Minimum", "torch.minimum(x, y)", (x, y) => x.Minimum(y), Numbers([2, 3], low: 0), Numbers([3], low: -1, high: 1.5)),
        Of("Minimum of equals", "torch.minimum(x, y)", (x, y) => x.Minimum(y), Exactly(-1, 0, 1), Exactly(-1, 0, 2)).AtKinks(),
        Unary("Minimum number", "torch.minimum(x, torch.tensor(0.5))", x => x.Minimum((Real)0.5), kinks: 0.5),
        Of("Minimum number, equal", "torch.minimum(x, torch.tensor(0.5))", x => x.Minimum((Real)0.5), Exactly(0, 0.5, 1)).AtKinks(),
        Unary("Clamp", "x.clamp(-0.5, 1)", x => x.Clamp((Real)(-0.5), 1), kinks: [-0.5, 1]),
        Unary("Clamp from below", "x.clamp(min=-0.5)", x => x.Clamp(min: (Real)(-0.5)), kinks: -0.5),
        Unary("Clamp from above", "x.clamp(max=0.5)", x => x.Clamp(max: (Real)0.5), kinks: 0.5),
        Of("Clamp at the limits", "x.clamp(-0.5, 1)", x => x.Clamp((Real)(-0.5), 1), Exactly(-1, -0.5, 0, 1, 2)).AtKinks(),
    ];
}
