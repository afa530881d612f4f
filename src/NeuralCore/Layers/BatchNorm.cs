namespace NeuralCore;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) · weight + bias for each feature [batch, features] or channel [batch, channels, ...] (Ioffe and
/// Szegedy: Batch Normalization, ICML 2015). In training the mean and variance are the batch's, and running ones follow them; in
/// evaluation they are the running ones.
/// </summary>
public sealed class BatchNorm : Layer
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly Tensor runningMean;
    private readonly Tensor runningVariance;
    private readonly Tensor batchesTracked;
    private readonly Real momentum;
    private readonly Real epsilon;

    /// <summary>Normalises features or channels.</summary>
    /// <param name="features">The size of axis 1.</param>
    /// <param name="momentum">How far the running statistics move towards those of each batch: from 0 to 1.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <param name="affine">Whether a factor and an addend are learned for each feature.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature, or momentum or epsilon is out of range.</exception>
    public BatchNorm(int features, Real momentum = (Real)0.1, Real epsilon = (Real)1e-5, bool affine = true)
    {
        LayerArgument.CheckSize(features, nameof(features));
        LayerArgument.CheckEpsilon(epsilon);
        if (!(momentum >= 0 && momentum <= 1))
            Throw.OutOfRange(nameof(momentum), momentum, "from 0 to 1");
        Description = LayerArgument.Describe(
            nameof(BatchNorm), $"{features}", affine, (nameof(momentum), momentum, (Real)0.1), (nameof(epsilon), epsilon, (Real)1e-5));
        this.momentum = momentum;
        this.epsilon = epsilon;
        weight = affine ? AddParameter("weight", Tensor.Ones(features)) : null;
        bias = affine ? AddParameter("bias", Tensor.Zeros(features)) : null;
        runningMean = AddBuffer("running_mean", Tensor.Zeros(features));
        runningVariance = AddBuffer("running_var", Tensor.Ones(features));
        batchesTracked = AddBuffer("num_batches_tracked", Tensor.Zeros());
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">Axis 1 has another size, or, in training, a feature has fewer than two numbers.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in Forward in training mode.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!IsTraining)
            return input.NormalizeChannels(runningMean, runningVariance, weight?.Value, bias?.Value, epsilon);
        using TrainingScope scope = EnterTraining();
        Tensor result = input.BatchNormalize(weight?.Value, bias?.Value, runningMean, runningVariance, momentum, epsilon);
        batchesTracked.Fill(batchesTracked.Item() + 1);
        return result;
    }
}
