namespace NeuralCore;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) · weight + bias, with the mean and variance of each channel of each example [batch, channels, ...]
/// (Ulyanov, Vedaldi and Lempitsky: Instance Normalization, 2016). With running statistics, these take the place of the examples' own in
/// evaluation.
/// </summary>
public sealed class InstanceNorm : Layer
{
    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly Tensor? runningMean;
    private readonly Tensor? runningVariance;
    private readonly int channels;
    private readonly Real momentum;
    private readonly Real epsilon;

    /// <summary>Normalises each channel of each example.</summary>
    /// <param name="channels">The size of axis 1.</param>
    /// <param name="momentum">How far the running statistics, where they are kept, move towards those of each batch: from 0 to 1.</param>
    /// <param name="epsilon">Keeps the division away from zero; above 0.</param>
    /// <param name="affine">Whether a factor and an addend are learned for each channel.</param>
    /// <param name="runningStatistics">Whether running statistics are kept in training and used in evaluation.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no channel, or momentum or epsilon is out of range.</exception>
    public InstanceNorm(
        int channels, Real momentum = (Real)0.1, Real epsilon = (Real)1e-5, bool affine = false, bool runningStatistics = false)
    {
        LayerArgument.CheckSize(channels, nameof(channels));
        LayerArgument.CheckEpsilon(epsilon);
        if (!(momentum >= 0 && momentum <= 1))
            Throw.OutOfRange(nameof(momentum), momentum, "from 0 to 1");
        string sizes = $"{channels}{(affine ? ", affine: true" : "")}{(runningStatistics ? ", runningStatistics: true" : "")}";
        Description = LayerArgument.Describe(
            nameof(InstanceNorm), sizes, affine: true, (nameof(momentum), momentum, (Real)0.1), (nameof(epsilon), epsilon, (Real)1e-5));
        this.channels = channels;
        this.momentum = momentum;
        this.epsilon = epsilon;
        weight = affine ? AddParameter("weight", Tensor.Ones(channels)) : null;
        bias = affine ? AddParameter("bias", Tensor.Zeros(channels)) : null;
        if (!runningStatistics)
            return;
        runningMean = AddBuffer("running_mean", Tensor.Zeros(channels));
        runningVariance = AddBuffer("running_var", Tensor.Ones(channels));

        // PyTorch's layer has this buffer and leaves it at 0; without it weights would not travel both ways.
        AddBuffer("num_batches_tracked", Tensor.Zeros());
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">
    /// Axis 1 has another size, or a channel of an example has fewer than two numbers and no running statistics take their place.
    /// </exception>
    /// <exception cref="InvalidOperationException">Another thread is in Forward in training mode.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LayerArgument.CheckChannels(input, channels, nameof(InstanceNorm));
        if (runningMean is not null && runningVariance is not null && !IsTraining)
            return input.NormalizeChannels(runningMean, runningVariance, weight?.Value, bias?.Value, epsilon);
        using TrainingScope scope = EnterTraining();
        return input.InstanceNormalize(weight?.Value, bias?.Value, runningMean, runningVariance, momentum, epsilon);
    }
}
