using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>
/// Changes parameters against their gradients. An optimizer is a list of named slots, numbers remembered for each weight, and a rule that
/// computes the next weight; this class walks the parameters, counts their steps, regularises, and saves and restores the slots.
/// </summary>
/// <remarks>
/// With gradient g, learning rate η and settings L1, L2 and d for weight decay, every rule sees g + L2 w + L1 sign(w) as its gradient, and
/// w after it was shrunk by η d w. For rules that scale gradients, such as Adam's, decay and L2 differ (Loshchilov and Hutter, 2019).
/// </remarks>
public abstract partial class Optimizer
{
    private readonly string writer;
    private readonly OptimizerSlot[] slots;
    private readonly List<ParameterGroup> groups = [];
    private readonly List<Entry> entries = [];
    private readonly Dictionary<Parameter, int> positions = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sets what all optimizers have.</summary>
    /// <param name="parameters">What is trained.</param>
    /// <param name="learningRate">The learning rate η, 0 or more.</param>
    /// <param name="slots">What is remembered for each weight.</param>
    /// <exception cref="ArgumentException">There are no parameters, or one is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative or not finite.</exception>
    protected Optimizer(IEnumerable<Parameter> parameters, Real learningRate, params ReadOnlySpan<OptimizerSlot> slots)
    {
        writer = $"{GetType().Name}.{nameof(Step)}";
        this.slots = slots.ToArray();
        LearningRate = NotNegative(learningRate, nameof(learningRate));
        AddGroup(new ParameterGroup(parameters));
    }

    /// <summary>The learning rate η, which schedules set before a step; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real LearningRate
    {
        get;
        set => field = NotNegative(value, nameof(LearningRate));
    }

    /// <summary>The weight of the penalty Σ|w|, whose slope sign(w) is added to the gradient; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real L1
    {
        get;
        set => field = NotNegative(value, nameof(L1));
    }

    /// <summary>
    /// The weight of the penalty Σw² / 2, whose slope w is added to the gradient; 0 or more. PyTorch's <c>weight_decay</c>, except in
    /// AdamW.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real L2
    {
        get;
        set => field = NotNegative(value, nameof(L2));
    }

    /// <summary>Decoupled weight decay: each step first shrinks weights by this share times the learning rate; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Real WeightDecay
    {
        get;
        set => field = NotNegative(value, nameof(WeightDecay));
    }

    /// <summary>The groups; the first holds the parameters given to the constructor.</summary>
    public IReadOnlyList<ParameterGroup> Groups => groups;

    /// <summary>How many steps have been taken: the most that any parameter has.</summary>
    public long Steps => entries.Max(static entry => entry.Steps);

    /// <summary>Trains more parameters, with settings of their own.</summary>
    /// <exception cref="ArgumentException">A parameter is given twice.</exception>
    public void AddGroup(ParameterGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        HashSet<Parameter> own = new(ReferenceEqualityComparer.Instance);
        foreach (Parameter parameter in group.Parameters)
        {
            if (positions.TryGetValue(parameter, out int first))
                Throw.RepeatedParameter(parameter.ToString(), $"it is parameter {first} already");
            if (!own.Add(parameter))
                Throw.RepeatedParameter(parameter.ToString(), "the group holds it twice");
        }

        groups.Add(group);
        foreach (Parameter parameter in group.Parameters)
        {
            positions.Add(parameter, entries.Count);
            entries.Add(new Entry(parameter, group, $"{entries.Count}.{parameter.Name}"));
        }
    }

    /// <summary>
    /// Changes every parameter that has a gradient, and clears the gradients. Frozen parameters, and those that no gradient reached, stay
    /// as they are.
    /// </summary>
    public void Step()
    {
        foreach (Entry entry in entries)
        {
            Parameter parameter = entry.Parameter;
            if (parameter.IsFrozen || parameter.Gradient is null)
                continue;
            entry.Slots ??= NewSlots(parameter.Shape);
            entry.Steps++;
            using InPlaceWrite write = parameter.Value.WriteInPlace(writer);
            ParameterGroup group = entry.Group;
            Update(new ParameterStep(parameter, entry.Slots, LearningRate * group.LearningRateFactor, entry.Steps)
            {
                L1 = group.L1 ?? L1,
                L2 = group.L2 ?? L2,
                WeightDecay = group.WeightDecay ?? WeightDecay,
            });
        }

        ClearGradients();
    }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ClearGradients()
    {
        foreach (Entry entry in entries)
            entry.Parameter.Value.ClearGradient();
    }

    /// <summary>Changes the weights and slots of one parameter.</summary>
    protected abstract void Update(ParameterStep step);

    internal static Real NotNegative(Real value, string name)
    {
        if (!(value >= 0 && Real.IsFinite(value)))
            Throw.Setting(name, value, "0 or more and finite");
        return value;
    }

    /// <summary>A factor by which something remembered fades: from 0 up to, but not, 1.</summary>
    private protected static Real Fading(Real value, string name)
    {
        if (!(value >= 0 && value < 1))
            Throw.Setting(name, value, "from 0 up to, but not including, 1");
        return value;
    }

    /// <summary>
    /// 1 - factor^steps: what the weights of a fading average that began at 0 add up to. By squaring, because the bits of a library's power
    /// function differ between machines.
    /// </summary>
    internal static double BiasCorrection(Real factor, long steps)
    {
        double power = 1;
        double square = factor;
        for (long rest = steps; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
                power *= square;
            square *= square;
        }

        return 1 - power;
    }

    /// <summary>η / (1 + k (t - 1)): a learning rate that shrinks with the steps t of the parameter.</summary>
    private protected static Real Decayed(ParameterStep step, Real decay) =>
        (Real)(step.LearningRate / (1 + ((double)decay * (step.Number - 1))));

    // Not from the pool: slots outlive every step scope.
    private Tensor?[] NewSlots(Shape shape)
    {
        var result = new Tensor?[slots.Length];
        for (int i = 0; i < result.Length; i++)
        {
            if (!slots[i].IsUsed)
                continue;
            Tensor slot = new(BlockPool.Allocate(shape.Count), 0, shape);
            slot.Target.Fill(slots[i].Start);
            result[i] = slot;
        }

        return result;
    }

    private sealed class Entry(Parameter parameter, ParameterGroup group, string key)
    {
        public Parameter Parameter { get; } = parameter;

        public ParameterGroup Group { get; } = group;

        /// <summary>The position among all parameters and the name, which alone may occur in several layers.</summary>
        public string Key { get; } = key;

        public Tensor?[]? Slots { get; set; }

        public long Steps { get; set; }
    }
}
