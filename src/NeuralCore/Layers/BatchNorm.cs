namespace NeuralCore;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) · weight + bias for each feature [batch, features] or channel [batch, channels, ...] (Ioffe and
/// Szegedy: Batch Normalization, ICML 2015). In training the mean and variance are the batch's, and running ones follow them; in
/// evaluation they are the running ones. It does what PyTorch's BatchNorm1d, BatchNorm2d and BatchNorm3d do.
/// </summary>
public sealed class BatchNorm : Layer
{
    private const Real UsualMomentum = (Real)0.1;

    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly Tensor? runningMean;
    private readonly Tensor? runningVariance;
    private readonly Tensor? batchesTracked;
    private readonly int features;
    private readonly Real? momentum;
    private readonly Real epsilon;

    /// <summary>Normalises features or channels.</summary>
    /// <param name="features">The size of axis 1.</param>
    /// <param name="momentum">
    /// How far the running statistics move towards those of each batch: from 0 to 1. With null they are the mean over all batches so far.
    /// </param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <param name="affine">Whether a factor and an addend are learned for each feature.</param>
    /// <param name="runningStatistics">Whether running statistics are kept; without them, evaluation too uses the batch's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature, or momentum or epsilon is out of range.</exception>
    public BatchNorm(
        int features, Real? momentum = UsualMomentum, Real epsilon = (Real)1e-5, bool affine = true, bool runningStatistics = true)
    {
        LayerArgument.CheckSize(features, nameof(features));
        LayerArgument.CheckEpsilon(epsilon);
        if (momentum is { } share && !(share >= 0 && share <= 1))
            Throw.OutOfRange(nameof(momentum), share, "from 0 to 1");
        string sizes = $"{features}{(momentum is null ? ", momentum: null" : "")}{(runningStatistics ? "" : ", runningStatistics: false")}";
        Description = LayerArgument.Describe(
            nameof(BatchNorm), sizes, affine, (nameof(momentum), momentum ?? UsualMomentum, UsualMomentum), (nameof(epsilon), epsilon, (Real)1e-5));
        this.features = features;
        this.momentum = momentum;
        this.epsilon = epsilon;
        weight = affine ? AddParameter("weight", Tensor.Ones(features)) : null;
        bias = affine ? AddParameter("bias", Tensor.Zeros(features)) : null;
        if (!runningStatistics)
            return;
        runningMean = AddBuffer("running_mean", Tensor.Zeros(features));
        runningVariance = AddBuffer("running_var", Tensor.Ones(features));
        batchesTracked = AddBuffer("num_batches_tracked", Tensor.Zeros());
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Axis 1 has another size, or a feature has fewer than two numbers and no running statistics take their place.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in Forward in training mode.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LayerArgument.CheckChannels(input, features, nameof(BatchNorm));
        if (!IsTraining && runningMean is not null && runningVariance is not null)
            return input.NormalizeChannels(runningMean, runningVariance, weight?.Value, bias?.Value, epsilon);
        if (!IsTraining || batchesTracked is null)
            return input.BatchNormalize(weight?.Value, bias?.Value, epsilon: epsilon);
        using TrainingScope scope = EnterTraining();
        Real batches = batchesTracked.Item() + 1;
        Tensor result = input.BatchNormalize(weight?.Value, bias?.Value, runningMean, runningVariance, momentum ?? (1 / batches), epsilon);
        batchesTracked.Fill(batches);
        return result;
    }
}
