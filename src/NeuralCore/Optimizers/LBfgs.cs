namespace NeuralCore;

/// <summary>
/// L-BFGS: steps along -H g, where the approximation H of the inverse Hessian comes from the last steps and what they changed about the
/// gradient g (Liu and Nocedal: On the Limited Memory BFGS Method for Large Scale Optimization, 1989). For losses without noise: all examples
/// at once, and no dropout. As PyTorch's.
/// </summary>
/// <remarks>
/// It computes the loss several times in a step, so it asks for a function:
/// <code>
/// LBfgs optimizer = new(model.Parameters, lineSearch: LineSearch.StrongWolfe);
/// for (int i = 0; i &lt; 10; i++)
///     optimizer.Step(() =&gt; Loss.MeanSquaredError(model.Forward(inputs), targets));
/// </code>
/// </remarks>
public sealed partial class LBfgs
{
    // What the search does not cut further, in the direction's largest number.
    private const double SearchTolerance = 1e-9;

    private readonly Parameter[] parameters;
    private readonly bool[] wasFrozen;
    private readonly int maxIterations;
    private readonly int maxEvaluations;
    private readonly double gradientTolerance;
    private readonly double changeTolerance;
    private readonly LineSearch lineSearch;
    private readonly CurvatureHistory history;

    // The gradient, the direction, the parameters where it began, the gradient before the last step, that step, and room for the terms of a
    // sum and for the gradients of a search. All live as long as this, so that a step makes nothing as large as the parameters.
    private readonly Tensor gradient;
    private readonly Tensor direction;
    private readonly Tensor origin;
    private readonly Tensor lastGradient;
    private readonly Tensor lastStep;
    private readonly Tensor scratch;
    private readonly Tensor[] trialGradients;

    /// <summary>Sets the learning rate and when to stop.</summary>
    /// <param name="parameters">
    /// What is trained. Those that are frozen at a step stay as they are; where others were frozen at the step before, what was learned of the
    /// curvature is forgotten, since it is that of another problem.
    /// </param>
    /// <param name="learningRate">How far a step goes along its direction, or where the line search looks first.</param>
    /// <param name="maxIterations">How many directions a step takes at most.</param>
    /// <param name="maxEvaluations">How often a step computes the loss before it takes no further direction; without, 5/4 of the iterations.</param>
    /// <param name="gradientTolerance">The size of the gradient's largest number at which there is nothing left to do.</param>
    /// <param name="changeTolerance">The change of the loss, or of the largest parameter, at which a step ends.</param>
    /// <param name="historySize">How many past steps are remembered: each takes twice the memory of the parameters.</param>
    /// <param name="lineSearch">Whether to search along a direction.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice, or they hold more than <see cref="Shape.MaxCount"/> numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public LBfgs(
        IEnumerable<Parameter> parameters,
        Real learningRate = 1,
        int maxIterations = 20,
        int? maxEvaluations = null,
        Real gradientTolerance = (Real)1e-7,
        Real changeTolerance = (Real)1e-9,
        int historySize = 100,
        LineSearch lineSearch = LineSearch.None)
    {
        this.parameters = [.. new ParameterGroup(parameters).Parameters];
        for (int i = 0; i < this.parameters.Length; i++)
        {
            int first = Array.IndexOf(this.parameters, this.parameters[i]);
            if (first < i)
                Throw.RepeatedParameter(this.parameters[i].ToString(), $"it is parameter {first} already");
        }

        LearningRate = learningRate;
        this.maxIterations = Positive(maxIterations, nameof(maxIterations));
        this.maxEvaluations = Positive(maxEvaluations ?? (int)Math.Min(int.MaxValue, Math.Max(1, maxIterations * 5L / 4)), nameof(maxEvaluations));
        this.gradientTolerance = Optimizer.NotNegative(gradientTolerance, nameof(gradientTolerance));
        this.changeTolerance = Optimizer.NotNegative(changeTolerance, nameof(changeTolerance));
        if (!Enum.IsDefined(lineSearch))
            Throw.OutOfRange(nameof(lineSearch), lineSearch, "a line search that exists");
        this.lineSearch = lineSearch;
        history = new CurvatureHistory(Positive(historySize, nameof(historySize)));
        long numbers = this.parameters.Sum(parameter => (long)parameter.Count);
        if (numbers > Shape.MaxCount)
            Throw.TooManyNumbers(nameof(LBfgs), numbers);
        int count = (int)numbers;
        (gradient, direction, origin) = (FlatVector.Create(count), FlatVector.Create(count), FlatVector.Create(count));
        (lastGradient, lastStep, scratch) = (FlatVector.Create(count), FlatVector.Create(count), FlatVector.Create(count));
        trialGradients = lineSearch == LineSearch.None ? [] : [.. Enumerable.Range(0, WolfeSearch.Gradients).Select(_ => FlatVector.Create(count))];
        wasFrozen = [.. this.parameters.Select(parameter => parameter.IsFrozen)];
    }

    /// <summary>How far a step goes along its direction, or where the line search looks first; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real LearningRate
    {
        get;
        set => field = Optimizer.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>How many directions have been taken, over all steps.</summary>
    public long Iterations { get; private set; }

    /// <summary>How often the loss has been computed, over all steps.</summary>
    public long Evaluations { get; private set; }

    /// <summary>
    /// Takes up to as many directions as the settings allow. The gradients are cleared before each computation of the loss, and at the end.
    /// </summary>
    /// <param name="loss">
    /// Computes the loss, one number, from the parameters as they are when it is called. Its gradient is taken here. Inside a
    /// <see cref="StepScope"/> each computation runs in a scope of its own, so that the next one has its memory: of what it makes, only a
    /// tensor that <see cref="Tensor.Keep"/> was called on can be used later.
    /// </param>
    /// <returns>The loss before the step.</returns>
    /// <remarks>
    /// Where something is thrown, by the loss too, the parameters are as they were before the direction that it happened in. The line search
    /// goes back from where the loss is not finite; without one, the last direction of a step is taken unseen, so that the first loss of the
    /// next step is the one to show it.
    /// </remarks>
    /// <exception cref="NonFiniteException">
    /// The loss or its gradient is infinite or not a number: the first one, that after a direction, or all that the line search sees. What was
    /// learned of the curvature is then forgotten.
    /// </exception>
    /// <exception cref="ShapeException">The loss is not one number.</exception>
    /// <exception cref="GradientException">The loss does not depend on anything that is trained.</exception>
    public Real Step(Func<Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        LookWhatIsFrozen();
        try
        {
            double first = Evaluate(loss, gradient);
            if (!double.IsFinite(first))
                Throw.NotFiniteBefore(nameof(LBfgs), "loss", (Real)first);
            double size = FlatVector.Largest(gradient);
            if (!double.IsFinite(size))
                Throw.NotFiniteBefore(nameof(LBfgs), "gradient's largest number", (Real)size);
            if (size > gradientTolerance)
                Iterate(loss, first);
            return (Real)first;
        }
        finally
        {
            ClearGradients();
        }
    }

    private void Iterate(Func<Tensor> loss, double current)
    {
        int evaluations = 1;
        for (int iteration = 1; iteration <= maxIterations; iteration++)
        {
            bool isFirst = Direct();
            double step = isFirst ? Math.Min(1, 1 / FlatVector.SumOfSizes(gradient)) * LearningRate : LearningRate;
            double slope = FlatVector.Dot(gradient, direction, scratch);
            gradient.Values.CopyTo(lastGradient.Target);
            lastStep.Target.Clear();
            Check("slope", slope, iteration);
            Check("direction's largest number", FlatVector.Largest(direction), iteration);
            if (slope > -changeTolerance)
                return;
            double before = current;
            Read(origin);
            try
            {
                (current, step, int taken) = Advance(loss, current, slope, step, iteration);
                evaluations += taken;
            }
            catch
            {
                Write(origin);
                throw;
            }

            FlatVector.Scale(direction, step, lastStep);
            if (evaluations >= maxEvaluations
                || FlatVector.Largest(gradient) <= gradientTolerance
                || FlatVector.Largest(lastStep) <= changeTolerance
                || Math.Abs(current - before) < changeTolerance)
            {
                return;
            }
        }
    }

    /// <summary>Learns from the last step, and finds the next direction. Says whether it is the first, which knows nothing of the curvature.</summary>
    private bool Direct()
    {
        bool isFirst = history.Count == 0 && FlatVector.Largest(lastStep) == 0;
        Iterations++;
        if (!isFirst)
        {
            FlatVector.Subtract(gradient, lastGradient, direction);
            history.Add(lastStep, direction, scratch);
        }

        history.Descend(gradient, direction, scratch);
        return isFirst;
    }

    /// <summary>Moves along the direction, and writes the gradient there, except after the last direction of a step without a search.</summary>
    private (double Loss, double Step, int Evaluations) Advance(Func<Tensor> loss, double current, double slope, double step, int iteration)
    {
        if (lineSearch == LineSearch.StrongWolfe)
            return Search(loss, current, slope, step, iteration);
        Move(step);
        if (iteration == maxIterations)
            return (current, step, 0);
        current = Evaluate(loss, gradient);
        Check("loss", current, iteration);
        Check("gradient's largest number", FlatVector.Largest(gradient), iteration);
        return (current, step, 1);
    }

    /// <summary>Searches along the direction, and stays at the best step, whose gradient it writes.</summary>
    private (double Loss, double Step, int Evaluations) Search(Func<Tensor> loss, double current, double slope, double first, int iteration)
    {
        double last = current;
        WolfeSearch.Trial start = new(0, current, slope, gradient) { Length = FlatVector.Largest(direction) };
        (WolfeSearch.Trial best, int evaluations) = WolfeSearch.Run(At, start, first, SearchTolerance, trialGradients);
        if (best.Step == 0)
            Check("loss, however short the step,", last, iteration);
        Write(origin);
        Move(best.Step);
        if (best.Gradient != gradient)
            best.Gradient.Values.CopyTo(gradient.Target);
        return (best.Loss, best.Step, evaluations);

        WolfeSearch.Trial At(double step, Tensor to)
        {
            Write(origin);
            Move(step);
            last = Evaluate(loss, to);
            return new WolfeSearch.Trial(step, last, FlatVector.Dot(to, direction, scratch), to);
        }
    }

    /// <summary>Refuses what is not finite. The next direction begins anew, because this one may be what the history made of it.</summary>
    private void Check(string what, double value, int iteration)
    {
        if (double.IsFinite(value))
            return;
        Forget();
        Throw.NotFiniteInStep(nameof(LBfgs), what, (Real)value, iteration);
    }

    // Gradients that begin or end with the freezing would pass for curvature along the last step, and with a direction that goes on along
    // what is frozen the search would wait for what does not come.
    private void LookWhatIsFrozen()
    {
        if (IsFreezingNew)
            Forget();
        for (int i = 0; i < wasFrozen.Length; i++)
            wasFrozen[i] = parameters[i].IsFrozen;
    }

    /// <summary>Whether something was frozen or thawed since the last step.</summary>
    private bool IsFreezingNew => wasFrozen.Where((was, i) => was != parameters[i].IsFrozen).Any();

    /// <summary>Makes the next direction the first one.</summary>
    private void Forget()
    {
        history.Clear();
        lastStep.Target.Clear();
    }

    /// <summary>The loss; its gradient is written to the vector.</summary>
    private double Evaluate(Func<Tensor> loss, Tensor to)
    {
        ClearGradients();
        double value;

        // Without a scope tensors are ordinary objects, also those that the loss makes at its first call and needs at the next.
        using (StepScope.Current is null ? null : new StepScope())
        {
            Tensor result = loss();
            result.Backward();
            value = result.Item();
        }

        Evaluations++;
        int at = 0;
        foreach (Parameter parameter in parameters)
        {
            Span<Real> part = to.Target.Slice(at, parameter.Count);
            if (parameter.Gradient is { } own)
                own.Values.CopyTo(part);
            else
                part.Clear();
            at += parameter.Count;
        }

        return value;
    }

    private static int Positive(int value, string name)
    {
        if (value < 1)
            Throw.OutOfRange(name, value, "1 or more");
        return value;
    }

    private void ClearGradients()
    {
        foreach (Parameter parameter in parameters)
            parameter.Value.ClearGradient();
    }
}
