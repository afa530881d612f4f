namespace NeuralCore;

/// <summary>
/// Asks a trained model again and again, with inputs and answers in memory of the caller's. Nothing is recorded, and as long as calls have
/// the same number of examples nothing is taken from the heap (by recurrent layers, little), so it suits a server or a game loop. Any number
/// of threads may use it at once; each gets the same bits as it would alone, and an example the same bits in a batch of any size.
/// </summary>
/// <remarks>
/// It uses the model's weights as they are at each call. Between calls it keeps the memory of the largest batch, once for each call that was
/// ever under way at the same time; another number of examples makes some small objects anew. A recurrent layer makes some in each call,
/// less than 1 KB for each layer and direction. A model with layers or functions of your own works too, but its results are then ordinary
/// objects that the garbage collector takes.
/// <para>
/// From the second call with the same weights on, those of dense layers, and of convolutions with kernels of 3 x 3 and 16 channels or more, are
/// read from a copy in the order in which the kernels read them: once more as many numbers, for such kernels 1.8 times as many, as long as the
/// predictor lives. When a weight has changed, it is read as it is, and copied again after some calls: two at first, up to 64 where weights change
/// again and again. A model with layers or functions of your own is read as it is. Weights that others can write to without a word are always read
/// as they are: those that <see cref="Tensor.AsSpan"/>, <see cref="Tensor.AsTensorSpan"/> or <see cref="Tensor.AsNumericsTensor"/> ever gave
/// away, and wrapped arrays. To set weights, <see cref="Tensor.CopyFrom"/> is therefore better. No bit depends on any of this.
/// </para>
/// <code>
/// model.Evaluate();
/// var predictor = new Predictor(model, [784]);
/// predictor.Predict(pixels, scores);
/// </code>
/// </remarks>
public sealed class Predictor
{
    // One for each call that is under way; as many as there were ever at the same time.
    private readonly Stack<TensorReplay> replays = [];
    private readonly PackedWeights weights = new();
    private readonly Shape oneExample, oneAnswer;

    /// <summary>Prepares to ask a model.</summary>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="exampleShape">The shape of one example, without the batch; none for a single number.</param>
    /// <exception cref="ShapeException">The model does not take such examples, or an example has no number.</exception>
    /// <exception cref="InvalidOperationException">A layer of the model is in training mode; call <see cref="Layer.Evaluate"/> first.</exception>
    public Predictor(Layer model, params ReadOnlySpan<int> exampleShape)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        ExampleShape = Shape.Create(exampleShape);
        if (ExampleShape.Count == 0)
            Throw.EmptyExample(ExampleShape);
        oneExample = ExampleShape.Insert(0, 1);
        CheckMode(model);
        using (Gradients.Disable())
        {
            oneAnswer = model.Forward(Tensor.Zeros(oneExample)).Shape;
            if (oneAnswer.Rank == 0 || oneAnswer[0] != 1)
                Throw.NoAnswerPerExample(model.Description, oneExample, oneAnswer);
            AnswerShape = oneAnswer.Remove(0);
        }
    }

    /// <summary>The model that is asked.</summary>
    public Layer Model { get; }

    /// <summary>The shape of one example.</summary>
    public Shape ExampleShape { get; }

    /// <summary>The shape of the answer to one example.</summary>
    public Shape AnswerShape { get; }

    /// <summary>Writes the model's answers to some examples.</summary>
    /// <param name="examples">The examples, one after the other, each row by row.</param>
    /// <param name="answers">Where the answers go, one after the other; exactly as long as they are.</param>
    /// <exception cref="ArgumentException">The examples are not whole, or the answers do not fill their place.</exception>
    /// <exception cref="InvalidOperationException">A layer of the model is in training mode.</exception>
    /// <exception cref="ShapeException">The model has changed, and its answers have another shape than <see cref="AnswerShape"/>.</exception>
    public void Predict(ReadOnlySpan<Real> examples, Span<Real> answers)
    {
        int count = examples.Length / ExampleShape.Count;
        if (examples.Length != (long)count * ExampleShape.Count)
            Throw.BrokenExamples(examples.Length, ExampleShape);
        if (answers.Length != (long)count * AnswerShape.Count)
            Throw.AnswerPlaces(answers.Length, count, AnswerShape);
        CheckMode(Model);
        if (count == 0)
            return;
        using (Gradients.Disable())
        {
            Shape shape = oneExample.With(0, count);
            if (RunsForeignCode(Model))
                Answer(Tensor.From(examples, shape), answers);
            else
                Replay(examples, shape, answers);
        }
    }

    // The examples are read where they are: a copy by this thread would have to move again, to the cores that help.
    private unsafe void Replay(ReadOnlySpan<Real> examples, Shape shape, Span<Real> answers)
    {
        TensorReplay replay = Take();
        fixed (Real* data = examples)
        {
            Tensor input = replay.Begin(data, shape);
            try
            {
                Answer(input, answers);
            }
            finally
            {
                replay.End();
                lock (replays)
                    replays.Push(replay);
            }
        }
    }

    private void Answer(Tensor input, Span<Real> answers)
    {
        Tensor result = Model.Forward(input);
        Shape expected = oneAnswer.With(0, input.Shape[0]);
        if (result.Shape != expected)
            Throw.AnswerShape(Model.Description, expected, result.Shape);
        result.Values.CopyTo(answers);
    }

    private TensorReplay Take()
    {
        lock (replays)
            return replays.TryPop(out TensorReplay? replay) ? replay : new TensorReplay(weights);
    }

    // Asked at every call, because layers may be added and modes changed in between.
    private static void CheckMode(Layer layer)
    {
        if (layer.IsTraining)
            Throw.StillTraining(layer.Description);
        for (int i = 0; i < layer.Children.Count; i++)
            CheckMode(layer.Children[i].Layer);
    }

    private static bool RunsForeignCode(Layer layer)
    {
        if (layer.RunsForeignCode)
            return true;
        for (int i = 0; i < layer.Children.Count; i++)
        {
            if (RunsForeignCode(layer.Children[i].Layer))
                return true;
        }

        return false;
    }
}
