namespace NeuralCore;

/// <summary>
/// The last steps s of the parameters, and what each changed about the gradient, y: what L-BFGS knows of the curvature. The product with the
/// inverse Hessian that they describe is Nocedal's recursion in two loops (1980).
/// </summary>
internal sealed class CurvatureHistory(int size)
{
    // Where the gradient hardly grew along the step, the pair would divide by almost nothing.
    private const double LeastCurvature = 1e-10;

    private readonly List<Pair> pairs = [];
    private double firstScale = 1;

    public int Count => pairs.Count;

    /// <summary>How many pairs it remembers at most.</summary>
    public int Size => size;

    /// <summary>A step and its change of the gradient, from the oldest on.</summary>
    public (Tensor Step, Tensor Change) this[int index] => (pairs[index].Step, pairs[index].Change);

    public void Clear()
    {
        pairs.Clear();
        firstScale = 1;
    }

    /// <summary>Remembers copies of a step and its change of the gradient, and forgets the oldest where there are too many.</summary>
    public void Add(Tensor step, Tensor change, Tensor scratch)
    {
        double curvature = FlatVector.Dot(change, step, scratch);
        if (!(curvature > LeastCurvature))
            return;
        Pair? oldest = null;
        if (pairs.Count == size)
        {
            oldest = pairs[0];
            pairs.RemoveAt(0);
        }

        Pair pair = oldest ?? new Pair(FlatVector.Create(step.Count), FlatVector.Create(step.Count));
        step.Values.CopyTo(pair.Step.Target);
        change.Values.CopyTo(pair.Change.Target);
        pair.Inverse = 1 / curvature;
        pairs.Add(pair);
        firstScale = curvature / FlatVector.Dot(change, change, scratch);
    }

    /// <summary>direction = -H g, with the approximation H of the inverse Hessian.</summary>
    public void Descend(Tensor gradient, Tensor direction, Tensor scratch)
    {
        FlatVector.Scale(gradient, -1, direction);
        for (int i = pairs.Count - 1; i >= 0; i--)
        {
            Pair pair = pairs[i];
            pair.Share = FlatVector.Dot(pair.Step, direction, scratch) * pair.Inverse;
            FlatVector.Add(direction, -pair.Share, pair.Change);
        }

        FlatVector.Scale(direction, firstScale, direction);
        foreach (Pair pair in pairs)
        {
            double share = FlatVector.Dot(pair.Change, direction, scratch) * pair.Inverse;
            FlatVector.Add(direction, pair.Share - share, pair.Step);
        }
    }

    private sealed class Pair(Tensor step, Tensor change)
    {
        public Tensor Step { get; } = step;

        public Tensor Change { get; } = change;

        /// <summary>1 / (s·y).</summary>
        public double Inverse { get; set; }

        public double Share { get; set; }
    }
}
