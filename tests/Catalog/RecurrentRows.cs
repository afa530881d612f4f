using NeuralCore.Operations;
using static NeuralCore.Catalog.Input;

namespace NeuralCore.Catalog;

/// <summary>
/// One direction of one recurrent layer: the sequence and the states after it, one behind the other. The inputs are x, the weights of the
/// input and of the hidden state, the two biases, and the states before the first step.
/// </summary>
public static class RecurrentRows
{
    private const string Weights = "[y, z]", WithBias = "[y, z, w, u]";

    public static IEnumerable<OperationRow> All =>
    [
        Row("Rnn", "torch.rnn_tanh", RecurrentKind.RnnTanh, [2, 4, 3], 5),
        Row("Rnn relu", "torch.rnn_relu", RecurrentKind.RnnRelu, [2, 4, 3], 5),
        Row("Lstm", "torch.lstm", RecurrentKind.LstmCell, [2, 4, 3], 5),
        Row("Gru", "torch.gru", RecurrentKind.GruCell, [2, 4, 3], 5),
        Row("Rnn larger than a tile", "torch.rnn_tanh", RecurrentKind.RnnTanh, [14, 2, 3], 35),
        Row("Lstm larger than a tile", "torch.lstm", RecurrentKind.LstmCell, [14, 2, 3], 9),
        Row("Gru larger than a tile", "torch.gru", RecurrentKind.GruCell, [14, 2, 3], 11),
        Row("Lstm of one step", "torch.lstm", RecurrentKind.LstmCell, [3, 1, 2], 4),
        Row("Gru of one number", "torch.gru", RecurrentKind.GruCell, [1, 3, 1], 1),
        Row("Rnn steps first", "torch.rnn_tanh", RecurrentKind.RnnTanh, [4, 2, 3], 5, isBatchFirst: false),
        Row("Lstm steps first, reversed", "torch.lstm", RecurrentKind.LstmCell, [4, 2, 3], 5, isBatchFirst: false, isReversed: true),
        Row("Rnn reversed", "torch.rnn_tanh", RecurrentKind.RnnTanh, [2, 4, 3], 5, isReversed: true),
        Row("Gru reversed", "torch.gru", RecurrentKind.GruCell, [2, 4, 3], 5, isReversed: true),
        Row("Rnn with lengths", "torch.rnn_tanh", RecurrentKind.RnnTanh, [3, 4, 2], 5, lengths: [4, 3, 1]),
        Row("Lstm with lengths", "torch.lstm", RecurrentKind.LstmCell, [3, 4, 2], 5, lengths: [2, 4, 1]),
        Row("Gru with lengths", "torch.gru", RecurrentKind.GruCell, [3, 4, 2], 5, lengths: [1, 3, 4]),
        Row("Lstm with lengths, reversed", "torch.lstm", RecurrentKind.LstmCell, [3, 4, 2], 5, isReversed: true, lengths: [4, 3, 1]),
        Row("Gru with lengths, steps first, reversed", "torch.gru", RecurrentKind.GruCell, [4, 3, 2], 5, isBatchFirst: false, isReversed: true, lengths: [3, 1, 4]),
        Plain("Rnn without bias", "torch.rnn_tanh", RecurrentKind.RnnTanh),
        Plain("Lstm without bias", "torch.lstm", RecurrentKind.LstmCell),
        Plain("Gru without bias", "torch.gru", RecurrentKind.GruCell),
        Last("Rnn last", "torch.rnn_tanh", RecurrentKind.RnnTanh),
        Last("Lstm last", "torch.lstm", RecurrentKind.LstmCell),
        Last("Gru last", "torch.gru", RecurrentKind.GruCell),
    ];

    private static OperationRow Row(
        string name, string torch, RecurrentKind kind, Shape shape, int hidden, bool isBatchFirst = true, bool isReversed = false, int[]? lengths = null)
    {
        int batch = shape[isBatchFirst ? 0 : 1], gates = kind.Gates * hidden;
        string settings = $"{Python(isBatchFirst)}, {Python(isReversed)}, {(lengths is null ? "None" : $"[{string.Join(',', lengths)}]")}";
        string states = kind.HasCell ? "[v, s]" : "[v]";
        Input state = Numbers([batch, hidden], -1, 1);
        Input[] inputs = [Numbers(shape), .. WeightsOf(shape[2], gates, hidden), Numbers([gates], -1, 1), Numbers([gates], -1, 1), state, state];
        return new OperationRow(
            "Recurrent " + name,
            $"recurrent({torch}, x, {WithBias}, {states}, {settings})",
            i => Everything(kind.Run(new RecurrentCall(
                i[0], new RecurrentWeights(i[1], i[2], i[3], i[4]), i[5], kind.HasCell ? i[6] : null, Lengths(lengths))
            {
                IsBatchFirst = isBatchFirst,
                IsReversed = isReversed,
                WantsSequence = true,
                WantsFinal = true,
            })),
            kind.HasCell ? inputs : inputs[..6]);
    }

    private static OperationRow Plain(string name, string torch, RecurrentKind kind) => new(
        "Recurrent " + name,
        $"recurrent({torch}, x, {Weights}, [], True, False, None, 0)",
        i => kind.Run(new RecurrentCall(i[0], new RecurrentWeights(i[1], i[2], null, null)) { IsBatchFirst = true, WantsSequence = true }).Sequence!,
        [Numbers([2, 4, 3]), .. WeightsOf(3, 5 * kind.Gates, 5)]);

    private static OperationRow Last(string name, string torch, RecurrentKind kind) => new(
        "Recurrent " + name,
        $"recurrent({torch}, x, {Weights}, [], True, False, None, 1)",
        i => kind.Run(new RecurrentCall(i[0], new RecurrentWeights(i[1], i[2], null, null)) { IsBatchFirst = true }).Final!,
        [Numbers([2, 4, 3]), .. WeightsOf(3, 5 * kind.Gates, 5)]);

    private static Input[] WeightsOf(int inputs, int gates, int hidden) => [Numbers([gates, inputs], -0.75, 0.75), Numbers([gates, hidden], -0.5, 0.5)];

    private static Tensor? Lengths(int[]? lengths) => lengths is null ? null : Tensor.From([.. lengths.Select(length => (Real)length)]);

    private static Tensor Everything((Tensor? Sequence, Tensor? Final) result) =>
        Tensor.Concatenate(0, result.Sequence!.Reshape(result.Sequence.Count), result.Final!.Reshape(result.Final.Count));

    private static string Python(bool value) => value ? "True" : "False";
}
