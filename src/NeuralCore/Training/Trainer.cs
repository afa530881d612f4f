using NeuralCore.Data;
using NeuralCore.Training;

namespace NeuralCore;

/// <summary>
/// Trains a model: for each batch the forward pass, the loss, the backward pass and the optimizer's step, with validation after each epoch.
/// </summary>
/// <remarks>
/// It opens a <see cref="StepScope"/> for each batch, switches the model between training and evaluation, and leaves each layer in the mode
/// it was in. What comes out depends on the model, the data, the seeds and the settings alone: not on progress reports, the clock or the
/// number of threads.
/// <code>
/// var trainer = new Trainer(model, new CrossEntropy(), new Adam(model.Parameters), new Accuracy());
/// TrainingHistory history = trainer.Fit(new DataLoader(digits, 64, shuffle: true), epochs: 5, validation);
/// </code>
/// </remarks>
public sealed class Trainer
{
    private readonly Metric[] metrics;

    /// <summary>Brings together what training needs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">What is to become small; it must reduce to one number.</param>
    /// <param name="optimizer">What changes the model's parameters.</param>
    /// <param name="metrics">What else to measure; the names must differ.</param>
    /// <exception cref="ArgumentException">The loss is not reduced to one number, or two metrics have one name.</exception>
    public Trainer(Layer model, Loss loss, Optimizer optimizer, params ReadOnlySpan<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (loss.Reduction == LossReduction.None)
            Throw.LossNotReduced(loss.ToString()!);
        this.metrics = metrics.ToArray();
        if (this.metrics.DistinctBy(static metric => metric.Name).Count() < metrics.Length)
            Throw.MetricNames([.. this.metrics.Select(static metric => metric.Name)]);
        Model = model;
        Loss = loss;
        Optimizer = optimizer;
    }

    /// <summary>The model.</summary>
    public Layer Model { get; }

    /// <summary>What is to become small.</summary>
    public Loss Loss { get; }

    /// <summary>What changes the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What else is measured.</summary>
    public IReadOnlyList<Metric> Metrics => metrics;

    /// <summary>
    /// How the learning rate changes from epoch to epoch, counted by the loader's <see cref="DataLoader.Epoch"/>. Between steps, and so in
    /// a checkpoint, the optimizer has its own rate, which may be set at any time.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public Schedule Schedule
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Schedule));
            field = value;
        }
    } = Schedule.Constant;

    /// <summary>
    /// The largest norm that all gradients together may have; longer ones are shortened to it before each step. Null for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to something that is not above 0.</exception>
    public Real? MaxGradientNorm
    {
        get;
        init
        {
            if (value is { } norm && !(norm > 0))
                Throw.OutOfRange(nameof(MaxGradientNorm), norm, "above 0, or null for no limit");
            field = value;
        }
    }

    /// <summary>
    /// Whether training that reaches its end sets the model to the best epoch's weights (<see cref="TrainingHistory.Best"/>) instead of
    /// leaving the last ones. Off by default, because a model chosen by the examples that then judge it looks better than it is.
    /// </summary>
    public bool RestoresBestWeights { get; init; }

    /// <summary>How many examples are evaluated at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to something that is not positive.</exception>
    public int EvaluationBatchSize
    {
        get;
        init
        {
            if (value <= 0)
                Throw.OutOfRange(nameof(EvaluationBatchSize), value, "1 or more");
            field = value;
        }
    } = 256;

    /// <summary>
    /// Trains for a number of epochs, beginning with the loader's <see cref="DataLoader.Epoch"/>, which goes on by one with each.
    /// </summary>
    /// <param name="training">The examples to train on, in batches.</param>
    /// <param name="epochs">How many epochs to train now.</param>
    /// <param name="validation">Examples that are not trained on, to measure after each epoch; may be left out.</param>
    /// <param name="progress">
    /// Told about ten times in a second and at the end of each epoch, on the calling thread. Mind that <see cref="Progress{T}"/> passes
    /// reports on to other threads, where they may arrive out of order.
    /// </param>
    /// <param name="cancellation">
    /// Stops training after the current batch. Nothing is thrown: the model is set to the weights of the best completed epoch (where none
    /// was completed it stays as it is), and the history says that it was cancelled.
    /// </param>
    /// <returns>What each completed epoch gave.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of epochs is not positive.</exception>
    /// <exception cref="DatasetException">The last batch has one example, and the model has a layer that cannot train on one.</exception>
    /// <exception cref="NonFiniteException">
    /// The loss or a weight became infinite or not a number. The message names the epoch, the step and the first layer concerned; the model
    /// is set to the weights of the best completed epoch, or to those from before training where none was completed.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A trainer is already at work on the model; or the optimizer has none of the model's parameters, or only frozen ones.
    /// </exception>
    public TrainingHistory Fit(
        DataLoader training,
        int epochs,
        IDataset? validation = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (epochs <= 0)
            Throw.OutOfRange(nameof(epochs), epochs, "1 or more");
        DataLoader? validationBatches =
            validation is null ? null : new DataLoader(validation, EvaluationBatchSize, prefetch: training.Prefetch);
        return Alone(modes =>
        {
            try
            {
                CheckParameters();
                SingleExample.Check(Model, training);
                Model.Train();

                // What an earlier, interrupted step left behind must not count.
                Optimizer.ClearGradients();
                return new TrainingRun(this, training, epochs, validationBatches, progress, cancellation).Run();
            }
            finally
            {
                Optimizer.ClearGradients();
                modes.Restore();
            }
        });
    }

    /// <summary>Measures the loss and the metrics, in evaluation mode and without changing anything.</summary>
    /// <exception cref="DatasetException">There are no examples.</exception>
    /// <exception cref="InvalidOperationException">A trainer is already at work on the model.</exception>
    public Evaluation Evaluate(IDataset dataset)
    {
        DataLoader batches = new(dataset, EvaluationBatchSize);
        return Alone(modes =>
        {
            try
            {
                return Evaluate(batches, CancellationToken.None);
            }
            finally
            {
                modes.Restore();
            }
        });
    }

    /// <summary>Measures one epoch of a loader, and leaves the model in evaluation mode.</summary>
    internal Evaluation Evaluate(DataLoader batches, CancellationToken cancellation)
    {
        Model.Evaluate();
        RunningScores scores = new(metrics, Loss.Reduction);
        using (EpochReader reader = new(batches, batches.OrderOf(0)))
        using (Gradients.Disable())
        {
            for (int number = 0; number < batches.Count; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                using StepScope step = new();
                Batch batch = reader.Next();
                Tensor prediction = Model.Forward(batch.Inputs);
                scores.Add(Loss.Forward(prediction, batch.Targets).Item(), prediction, batch);
            }
        }

        return scores.ToEvaluation();
    }

    private void CheckParameters()
    {
        Parameter[] optimized = [.. Optimizer.Groups.SelectMany(static group => group.Parameters)];
        if (optimized.All(static parameter => parameter.IsFrozen))
            Throw.NothingToTrain(optimized.Length);
        IReadOnlyList<Parameter> owned = Model.Parameters;
        HashSet<Tensor> values = new(owned.Select(static parameter => parameter.Value), ReferenceEqualityComparer.Instance);
        if (owned.Count > 0 && !optimized.Any(parameter => values.Contains(parameter.Value)))
            Throw.OtherParameters(optimized.Length, owned.Count);
    }

    private T Alone<T>(Func<LayerModes, T> work)
    {
        if (!Model.TryClaim())
            Throw.ModelBusy(Model.Description);
        try
        {
            return work(new LayerModes(Model));
        }
        finally
        {
            Model.Unclaim();
        }
    }
}
