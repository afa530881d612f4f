using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>One of the recurrent cells, as an object that a layer can hold.</summary>
internal abstract class RecurrentKind
{
    /// <summary>h' = tanh(...).</summary>
    public static RecurrentKind RnnTanh { get; } = new Kind<RnnCell<TanhOfSum, TanhSlope>>();

    /// <summary>h' = max(0, ...).</summary>
    public static RecurrentKind RnnRelu { get; } = new Kind<RnnCell<ReluOfSum, ReluSlope>>();

    /// <summary>Long short-term memory.</summary>
    public static RecurrentKind LstmCell { get; } = new Kind<LstmCell>();

    /// <summary>The gated recurrent unit.</summary>
    public static RecurrentKind GruCell { get; } = new Kind<GruCell>();

    /// <summary>How many gates a cell has.</summary>
    public abstract int Gates { get; }

    /// <summary>Whether there is a cell beside the hidden state.</summary>
    public abstract bool HasCell { get; }

    /// <summary>
    /// Runs one direction of one layer: the hidden state after each step [batch, steps, hidden], or [steps, batch, hidden], and the states after
    /// the last step [states, batch, hidden]; null for what is not wanted.
    /// </summary>
    public abstract (Tensor? Sequence, Tensor? Final) Run(in RecurrentCall call);

    /// <summary>One direction of one layer, ready to be run a step at a time for so many examples.</summary>
    public abstract RecurrentStep CreateStep(RecurrentWeights weights, int batch);

    private sealed class Kind<TCell> : RecurrentKind
        where TCell : struct, IRecurrentCell
    {
        public override int Gates => TCell.Gates;

        public override bool HasCell => TCell.States > 1;

        public override (Tensor? Sequence, Tensor? Final) Run(in RecurrentCall call) => Recurrence<TCell>.Run(call);

        public override RecurrentStep CreateStep(RecurrentWeights weights, int batch) => new RecurrentStep<TCell>(weights, batch);
    }
}
