using static NeuralCore.Catalog.Input;

namespace NeuralCore.Catalog;

/// <summary>Recurrent layers of every form.</summary>
public static class RecurrentLayerRows
{
    private static readonly (double, double) small = (-0.75, 0.75);

    public static IEnumerable<LayerRow> All =>
    [
        new("Rnn", Sequence("nn.RNN(3, 5, batch_first=True)"), () => new Rnn(3, 5), Numbers([2, 4, 3])) { Weights = small, Trains = true },
        new("Rnn relu without bias", Sequence("nn.RNN(3, 5, 2, nonlinearity='relu', bias=False)"),
            () => new Rnn(3, 5, 2, RnnNonlinearity.Relu, bias: false, batchFirst: false), Numbers([4, 2, 3])) { Weights = small },
        new("Rnn last of both directions", Last("nn.RNN(3, 5, 2, batch_first=True, bidirectional=True)", "r[1][-2:]"),
            () => new Rnn(3, 5, 2, bidirectional: true, returnSequences: false), Numbers([2, 4, 3])) { Weights = small },
        new("Lstm", Sequence("nn.LSTM(3, 5, batch_first=True)"), () => new Lstm(3, 5), Numbers([2, 4, 3])) { Weights = small, Trains = true },
        new("Lstm steps first", Sequence("nn.LSTM(3, 5, 2)"), () => new Lstm(3, 5, 2, batchFirst: false), Numbers([4, 2, 3])) { Weights = small },
        new("Lstm last", Last("nn.LSTM(3, 5, batch_first=True)", "r[1][0]"), () => new Lstm(3, 5, returnSequences: false),
            Numbers([2, 4, 3])) { Weights = small },
        new("Lstm in both directions", Sequence("nn.LSTM(3, 5, 2, batch_first=True, bidirectional=True)"),
            () => new Lstm(3, 5, 2, bidirectional: true), Numbers([2, 4, 3])) { Weights = small, Trains = true },
        new("Lstm with state and lengths", "Recurring(nn.LSTM(3, 5, 2, batch_first=True, bidirectional=True), 2, [2, 4, 1])",
            () => new Recurring(new Lstm(3, 5, 2, bidirectional: true), new(State(4), State(4)), 2, 4, 1),
            Numbers([3, 4, 3])) { Weights = small, Trains = true },
        new("Lstm with state", "Recurring(nn.LSTM(3, 5, 2), 2)",
            () => new Recurring(new Lstm(3, 5, 2, batchFirst: false), new(State(2), State(2))), Numbers([4, 3, 3])) { Weights = small },
        new("Gru", Sequence("nn.GRU(3, 5, batch_first=True)"), () => new Gru(3, 5), Numbers([2, 4, 3])) { Weights = small, Trains = true },
        new("Gru last of both directions", Last("nn.GRU(3, 5, bias=False, batch_first=True, bidirectional=True)", "r[1]"),
            () => new Gru(3, 5, bias: false, bidirectional: true, returnSequences: false), Numbers([2, 4, 3])) { Weights = small },
        new("Gru in both directions", Sequence("nn.GRU(3, 5, 2, batch_first=True, bidirectional=True)"),
            () => new Gru(3, 5, 2, bidirectional: true), Numbers([2, 4, 3])) { Weights = small },
        new("Gru with state and lengths", "Recurring(nn.GRU(3, 5, 2, batch_first=True, bidirectional=True), 1, [2, 4, 1])",
            () => new Recurring(new Gru(3, 5, 2, bidirectional: true), new(State(4)), 2, 4, 1),
            Numbers([3, 4, 3])) { Weights = small, Trains = true },
    ];

    private static string Sequence(string module) => $"Also({module}, lambda r: r[0])";

    // The last layer's states of all directions side by side.
    private static string Last(string module, string states) => $"Also({module}, lambda r: {states}.transpose(0, 1).flatten(1))";

    private static Tensor State(int layers) => Tensor.Full((Real)0.5, layers, 3, 5);
}
