using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ActivationRows
{
    public static IEnumerable<OperationRow> All => [.. Elementwise, .. Straight, .. Gated, .. OfRows];

    private static IEnumerable<OperationRow> Elementwise =>
    [
        Unary("Relu", "torch.relu(x)", x => x.Relu(), kinks: 0),
        Of("Relu at 0", "torch.relu(x)", x => x.Relu(), Exactly(-1, 0, 1)).AtKinks(),
        Unary("LeakyRelu", "F.leaky_relu(x)", x => x.LeakyRelu(), kinks: 0),
        Unary("LeakyRelu 0.25", "F.leaky_relu(x, 0.25)", x => x.LeakyRelu((Real)0.25), kinks: 0),
        Unary("LeakyRelu -0.25", "F.leaky_relu(x, -0.25)", x => x.LeakyRelu((Real)(-0.25)), kinks: 0),
        Of("LeakyRelu at 0", "F.leaky_relu(x)", x => x.LeakyRelu(), Exactly(-1, 0, 1)).AtKinks(),
        Unary("Elu", "F.elu(x)", x => x.Elu(), kinks: 0),
        Unary("Elu 0.5", "F.elu(x, 0.5)", x => x.Elu((Real)0.5), low: -20, high: 2, kinks: 0),
        Of("Elu at 0", "F.elu(x, 0.5)", x => x.Elu((Real)0.5), Exactly(-1, 0, 1)).AtKinks(),
        Unary("Selu", "F.selu(x)", x => x.Selu(), kinks: 0),
        Of("Selu at 0", "F.selu(x)", x => x.Selu(), Exactly(-1, 0, 1)).AtKinks(),
        Unary("Celu", "F.celu(x)", x => x.Celu(), kinks: 0),
        Unary("Celu 0.5", "F.celu(x, 0.5)", x => x.Celu((Real)0.5), low: -20, high: 2, kinks: 0),
        Of("Celu at 0", "F.celu(x, 0.5)", x => x.Celu((Real)0.5), Exactly(-1, 0, 1)).AtKinks(),
        Unary("Gelu", "F.gelu(x)", x => x.Gelu(), low: -4, high: 4),
        Unary("GeluTanh", "0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))", x => x.GeluTanh(), low: -4, high: 4),
        Unary("Silu", "F.silu(x)", x => x.Silu(), low: -8, high: 8),
        Unary("Mish", "F.mish(x)", x => x.Mish(), low: -8, high: 8),
        Unary("Mish far away", "F.mish(x)", x => x.Mish(), low: -100, high: 100),
        Unary("Sigmoid", "torch.sigmoid(x)", x => x.Sigmoid(), low: -8, high: 8),
        Unary("LogSigmoid", "F.logsigmoid(x)", x => x.LogSigmoid(), low: -8, high: 8),
        Unary("Tanh", "torch.tanh(x)", x => x.Tanh()),
        Unary("TanhShrink", "F.tanhshrink(x)", x => x.TanhShrink()),
        Unary("Softsign", "F.softsign(x)", x => x.Softsign(), kinks: 0),
        Of("Softsign at 0", "F.softsign(x)", x => x.Softsign(), Exactly(-1, 0, 1)).AtKinks(),
        Unary("Softplus", "F.softplus(x)", x => x.Softplus(), low: -8, high: 8),
        Unary("Softplus 2, 3", "F.softplus(x, 2, 3)", x => x.Softplus(2, 3), low: -4, high: 4, kinks: 1.5),
        Unary("Step", "torch.heaviside(x, torch.zeros(()))", x => x.Step()).WithoutGradient(),
        Of("Step at 0", "torch.heaviside(x, torch.zeros(()))", x => x.Step(), Exactly(-1, 0, 1)).WithoutGradient(),
    ];

    private static IEnumerable<OperationRow> Straight =>
    [
        // PyTorch's own hard sigmoid has a slope of 1 / 6 in single precision, whatever the input's.
        Unary("HardSigmoid", "F.relu6(x + 3) / 6", x => x.HardSigmoid(), low: -5, high: 5, kinks: [-3, 3]),
        Of("HardSigmoid at ±3", "F.relu6(x + 3) / 6", x => x.HardSigmoid(), Exactly(-3, 0, 3)).AtKinks(),
        Unary("HardSwish", "F.hardswish(x)", x => x.HardSwish(), low: -5, high: 5, kinks: [-3, 3]),
        Of("HardSwish at ±3", "F.hardswish(x)", x => x.HardSwish(), Exactly(-3, 0, 3)).AtKinks(),
        Unary("HardTanh", "F.hardtanh(x)", x => x.HardTanh(), kinks: [-1, 1]),
        Unary("HardTanh -0.5, 1.5", "F.hardtanh(x, -0.5, 1.5)", x => x.HardTanh((Real)(-0.5), (Real)1.5), kinks: [-0.5, 1.5]),
        Of("HardTanh at the limits", "F.hardtanh(x)", x => x.HardTanh(), Exactly(-2, -1, 0, 1, 2)).AtKinks(),
        Unary("Relu6", "F.relu6(x)", x => x.Relu6(), low: -2, high: 8, kinks: [0, 6]),
        Of("Relu6 at 0 and 6", "F.relu6(x)", x => x.Relu6(), Exactly(-1, 0, 3, 6, 7)).AtKinks(),
        Unary("SoftShrink", "F.softshrink(x)", x => x.SoftShrink(), kinks: [-0.5, 0.5]),
        Unary("SoftShrink 0.25", "F.softshrink(x, 0.25)", x => x.SoftShrink((Real)0.25), kinks: [-0.25, 0.25]),
        Of("SoftShrink at the limits", "F.softshrink(x)", x => x.SoftShrink(), Exactly(-1, -0.5, 0, 0.5, 1)).AtKinks(),
        Unary("HardShrink", "F.hardshrink(x)", x => x.HardShrink(), kinks: [-0.5, 0.5]),
        Unary("HardShrink 0.25", "F.hardshrink(x, 0.25)", x => x.HardShrink((Real)0.25), kinks: [-0.25, 0.25]),
        Of("HardShrink at the limits", "F.hardshrink(x)", x => x.HardShrink(), Exactly(-1, -0.5, 0, 0.5, 1)).AtKinks(),
        Of("PRelu", "F.prelu(x, y)", (x, y) => x.PRelu(y), Numbers([3, 5], kinks: 0), Numbers([1])),
        Of("PRelu channels", "F.prelu(x, y)", (x, y) => x.PRelu(y), Numbers([2, 3, 4], kinks: 0), Numbers([3])),
        Of("PRelu features", "F.prelu(x, y)", (x, y) => x.PRelu(y), Numbers([5, 3], kinks: 0), Numbers([3])),
        Of("PRelu at 0", "F.prelu(x, y)", (x, y) => x.PRelu(y), Exactly(-1, 0, 1), Exactly(0.25)).AtKinks(),
    ];

    private static IEnumerable<OperationRow> Gated =>
    [
        Of("Glu", "F.glu(x)", x => x.Glu(), [3, 10]),
        Of("Glu axis 1", "F.glu(x, 1)", x => x.Glu(1), [2, 4, 3]),
        Of("Glu axis 0", "F.glu(x, 0)", x => x.Glu(0), [4, 3]),
        Of("Glu of long rows", "F.glu(x)", x => x.Glu(), [2, 74]),
    ];

    private static IEnumerable<OperationRow> OfRows =>
    [
        Of("Softmax", "x.softmax(-1)", x => x.Softmax(), [3, 5]),
        Of("Softmax of long rows", "x.softmax(-1)", x => x.Softmax(), [2, 37]),
        Of("Softmax axis 1", "x.softmax(1)", x => x.Softmax(1), [2, 4, 3]),
        Of("Softmax axis 0", "x.softmax(0)", x => x.Softmax(0), [3, 19]),
        Of("LogSoftmax", "x.log_softmax(-1)", x => x.LogSoftmax(), [3, 5]),
        Of("LogSoftmax of long rows", "x.log_softmax(-1)", x => x.LogSoftmax(), [2, 37]),
        Of("LogSoftmax axis 1", "x.log_softmax(1)", x => x.LogSoftmax(1), [2, 4, 3]),
        Of("LogSoftmax axis 0", "x.log_softmax(0)", x => x.LogSoftmax(0), [3, 19]),
    ];
}
