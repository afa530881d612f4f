namespace NeuralCore;

/// <summary>
/// Finds a step along a direction that meets the strong conditions of Wolfe: the loss falls by at least 1e-4 of what its first slope
/// promises, and the slope left is at most 0.9 of the first (Nocedal and Wright: Numerical Optimization, 2006, algorithms 3.5 and 3.6). As
/// PyTorch's, number for number, where the losses are finite; one that is not counts as too high, so that the search goes back from it.
/// </summary>
internal sealed class WolfeSearch
{
    /// <summary>How many vectors a search needs: for the gradients at two ends of an interval and of the point between them.</summary>
    public const int Gradients = 3;

    private const double SufficientDecrease = 1e-4;
    private const double FlatEnough = 0.9;
    private const int MostTrials = 25;

    private readonly Func<double, Tensor, Trial> evaluate;
    private readonly Trial start;
    private readonly double tolerance;
    private readonly Tensor[] gradients;
    private int trials;

    private WolfeSearch(Func<double, Tensor, Trial> evaluate, Trial start, double tolerance, Tensor[] gradients)
    {
        this.gradients = gradients;
        this.evaluate = evaluate;
        this.start = start;
        this.tolerance = tolerance;
    }

    /// <summary>Searches. Gives the best step, and how often the loss was computed.</summary>
    /// <param name="evaluate">The loss and its slope after a step; the gradient is written to the vector.</param>
    /// <param name="start">Loss, slope and gradient before the step.</param>
    /// <param name="first">The step to look at first.</param>
    /// <param name="tolerance">The length of an interval, in the direction's largest number, below which it is not cut further.</param>
    /// <param name="gradients">Room for <see cref="Gradients"/> of them. That of the best step may be one of these.</param>
    public static (Trial Best, int Evaluations) Run(
        Func<double, Tensor, Trial> evaluate, Trial start, double first, double tolerance, Tensor[] gradients)
    {
        WolfeSearch search = new(evaluate, start, tolerance, gradients);
        (Trial low, Trial high, bool isDone) = search.Bracket(first, out int evaluations);
        int before = search.trials;
        Trial best = isDone ? low : search.Narrow(low, high);
        return (best, evaluations + search.trials - before);
    }

    private bool IsTooHigh(Trial trial) => trial.Loss > start.Loss + (SufficientDecrease * trial.Step * start.Slope);

    private bool IsFlat(Trial trial) => Math.Abs(trial.Slope) <= -FlatEnough * start.Slope;

    /// <summary>Looks at a step, where two others are still needed.</summary>
    private Trial At(double step, Trial one, Trial other)
    {
        Tensor free = Array.Find(gradients, vector => vector != one.Gradient && vector != other.Gradient)!;
        Trial trial = evaluate(step, free);
        return double.IsFinite(trial.Loss) && double.IsFinite(trial.Slope) ? trial : trial with { Loss = double.PositiveInfinity };
    }

    /// <summary>Steps out until two trials have a step that will do between them, or one will do.</summary>
    private (Trial Low, Trial High, bool IsDone) Bracket(double first, out int evaluations)
    {
        Trial before = start;
        Trial trial = At(first, start, start);
        evaluations = 1;
        for (; trials < MostTrials; trials++)
        {
            if (IsTooHigh(trial) || (trials > 1 && trial.Loss >= before.Loss))
                return (before, trial, false);
            if (IsFlat(trial))
                return (trial, trial, true);
            if (trial.Slope >= 0)
                return (before, trial, false);
            double least = trial.Step + (0.01 * (trial.Step - before.Step));
            double next = CubicMinimum(before, trial, least, 10 * trial.Step);
            (before, trial) = (trial, At(next, before, trial));
            evaluations++;
        }

        return (start, trial, false);
    }

    /// <summary>Cuts the interval between two trials until a step in it will do, or none is better by much.</summary>
    private Trial Narrow(Trial one, Trial other)
    {
        // The two keep their places, left and right as they were found, because the cubic's rounding depends on it.
        Trial[] ends = [one, other];
        int low = one.Loss <= other.Loss ? 0 : 1;
        bool wasNearEnd = false;
        while (trials < MostTrials && Math.Abs(ends[1].Step - ends[0].Step) * start.Length >= tolerance)
        {
            double first = Math.Min(ends[0].Step, ends[1].Step);
            double last = Math.Max(ends[0].Step, ends[1].Step);
            double step = AwayFromEnds(CubicMinimum(ends[0], ends[1], first, last), first, last, ref wasNearEnd);
            Trial trial = At(step, ends[0], ends[1]);
            trials++;
            if (IsTooHigh(trial) || trial.Loss >= ends[low].Loss)
            {
                ends[1 - low] = trial;
                low = ends[0].Loss <= ends[1].Loss ? 0 : 1;
                continue;
            }

            bool isDone = IsFlat(trial);
            if (!isDone && trial.Slope * (ends[1 - low].Step - ends[low].Step) >= 0)
                ends[1 - low] = ends[low];
            ends[low] = trial;
            if (isDone)
                break;
        }

        return ends[low];
    }

    /// <summary>A second step in a row within a tenth of an end goes to that tenth, so that the interval shrinks.</summary>
    private static double AwayFromEnds(double step, double first, double last, ref bool wasNearEnd)
    {
        double tenth = 0.1 * (last - first);
        if (Math.Min(last - step, step - first) >= tenth)
        {
            wasNearEnd = false;
            return step;
        }

        if (!wasNearEnd && step < last && step > first)
        {
            wasNearEnd = true;
            return step;
        }

        wasNearEnd = false;
        return Math.Abs(step - last) < Math.Abs(step - first) ? last - tenth : first + tenth;
    }

    /// <summary>
    /// Where the cubic with the losses and slopes of two trials is lowest, within bounds (equation 3.59); their middle where it has no lowest
    /// point, or a loss is not finite.
    /// </summary>
    private static double CubicMinimum(Trial one, Trial other, double least, double most)
    {
        double d1 = one.Slope + other.Slope - (3 * (one.Loss - other.Loss) / (one.Step - other.Step));
        double square = (d1 * d1) - (one.Slope * other.Slope);
        if (!(square >= 0))
            return (least + most) / 2;
        double d2 = Math.Sqrt(square);
        (Trial left, Trial right) = one.Step <= other.Step ? (one, other) : (other, one);
        double step = right.Step - ((right.Step - left.Step) * ((right.Slope + d2 - d1) / (right.Slope - left.Slope + (2 * d2))));
        return double.IsNaN(step) ? (least + most) / 2 : Math.Min(Math.Max(step, least), most);
    }

    /// <summary>A point of the search.</summary>
    /// <param name="Step">How far along the direction.</param>
    /// <param name="Loss">The loss there.</param>
    /// <param name="Slope">Its slope along the direction.</param>
    /// <param name="Gradient">Its gradient.</param>
    internal readonly record struct Trial(double Step, double Loss, double Slope, Tensor Gradient)
    {
        /// <summary>The largest number of the direction; set where the search starts.</summary>
        public double Length { get; init; }
    }
}
