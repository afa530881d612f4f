using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>
/// One direction of one recurrent layer that is run a step at a time, without recording and without taking anything from the heap. Its weights
/// are packed once, and again after they have changed; in every step where others can write to them unseen. A sequence gives the same bits as
/// in one piece.
/// </summary>
internal abstract class RecurrentStep
{
    /// <summary>The hidden states and, where there are cells, those: [states, batch, hidden].</summary>
    public abstract Tensor States { get; }

    /// <summary>The hidden states after one more step with inputs [batch, in]: [batch, hidden], until the next step.</summary>
    public abstract ReadOnlySpan<Real> Run(ReadOnlySpan<Real> input);
}

/// <inheritdoc/>
internal sealed class RecurrentStep<TCell> : RecurrentStep
    where TCell : struct, IRecurrentCell
{
    private readonly RecurrentWeights weights;
    private readonly RecurrentLayout layout;
    private readonly PackedRecurrentWeights packed;
    private Tensor? bias;
    private (int, int) weightVersions = (-1, -1), biasVersions = (-1, -1);

    public RecurrentStep(RecurrentWeights weights, int batch)
    {
        this.weights = weights;
        layout = new RecurrentLayout(batch, 1, weights.Width, isBatchFirst: true, isReversed: false);
        packed = new PackedRecurrentWeights(weights.Inputs, weights.Width, TCell.Gates * weights.Width);
        States = Tensor.Zeros(TCell.States, batch, weights.Width).Keep();
    }

    public override Tensor States { get; }

    public override ReadOnlySpan<Real> Run(ReadOnlySpan<Real> input)
    {
        Refresh();
        int count = layout.Examples * layout.Hidden;
        RecurrentForward.Numbers numbers = new()
        {
            InputWeight = weights.Input.Values,
            HiddenWeight = weights.Hidden.Values,
            Bias = bias is null ? default : bias.Values,
            OwnBias = Recurrence<TCell>.OwnBias(weights),
            Input = input,
            Inputs = weights.Inputs,
            InputStride = weights.Inputs,
            InitialHidden = States.Values[..count],
            InitialCell = States.Values[count..],
            Final = States.Target,
        };
        RecurrentForward.Run<TCell>(layout, numbers, packed);
        return States.Values[..count];
    }

    private void Refresh()
    {
        if (HasChanged(weights.Input, weights.Hidden, ref weightVersions))
            packed.Forget();
        if (HasChanged(weights.InputBias, weights.HiddenBias, ref biasVersions))
            bias = Recurrence<TCell>.BiasSum(weights, bias)?.Keep();
    }

    // Of memory that others can write to unseen, nobody knows.
    private static bool HasChanged(Tensor? first, Tensor? second, ref (int, int) versions)
    {
        (int, int) now = (first?.Block.Version ?? 0, second?.Block.Version ?? 0);
        bool isSame = now == versions && first?.Block.IsExposed != true && second?.Block.IsExposed != true;
        versions = now;
        return !isSame;
    }
}
