using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ActivationRows
{
    public static IEnumerable<OperationRow> All => [.. Elementwise, .. OfRows];

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
        Unary("Gelu", "F.gelu(x)", x => x.Gelu(), low: -4, high: 4),
        Unary("GeluTanh", "0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))", x => x.GeluTanh(), low: -4, high: 4),
        Unary("Silu", "F.silu(x)", x => x.Silu(), low: -8, high: 8),
        Unary("Sigmoid", "torch.sigmoid(x)", x => x.Sigmoid(), low: -8, high: 8),
        Unary("Tanh", "torch.tanh(x)", x => x.Tanh()),
        Unary("Softplus", "F.softplus(x)", x => x.Softplus(), low: -8, high: 8),
        Unary("Softplus 2, 3", "F.softplus(x, 2, 3)", x => x.Softplus(2, 3), low: -4, high: 4, kinks: 1.5),
        Unary("Step", "torch.heaviside(x, torch.zeros(()))", x => x.Step()).WithoutGradient(),
        Of("Step at 0", "torch.heaviside(x, torch.zeros(()))", x => x.Step(), Exactly(-1, 0, 1)).WithoutGradient(),
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
