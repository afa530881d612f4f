namespace NeuralCore;

/// <summary>
/// A part of a network: a function of a tensor with parameters that training changes. Layers made of layers are layers.
/// </summary>
/// <remarks>
/// A layer of your own registers what it has as it creates it, and writes Forward; the gradient follows by itself:
/// <code>
/// sealed class Scale : Layer
/// {
///     private readonly Parameter factor;
///
///     public Scale(int features) =&gt; factor = AddParameter("factor", Tensor.Ones(features));
///
///     public override Tensor Forward(Tensor input) =&gt; input * factor;
/// }
/// </code>
/// In evaluation mode any number of threads may run Forward at once; training is for one thread at a time.
/// </remarks>
public abstract class Layer
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, Tensor Buffer)> buffers = [];
    private readonly List<(string Name, Layer Layer)> children = [];
    private int trainingThread;
    private int isClaimed;

    /// <summary>Creates a layer in training mode that prints as the name of its type.</summary>
    protected Layer()
    {
        Description = GetType().Name;
        RunsForeignCode = GetType().Assembly != typeof(Layer).Assembly;
    }

    /// <summary>The layer as you would construct it, such as <c>Dense(784 → 128, Relu)</c>.</summary>
    public string Description { get; protected set; }

    /// <summary>Whether the layer behaves as training needs it: Dropout drops, BatchNorm uses the batch. A new layer does.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>The layers directly inside this one, in the order they were added.</summary>
    public IReadOnlyList<(string Name, Layer Layer)> Children => children;

    /// <summary>This layer, with an empty path, and all layers inside it, each once. A path joins names by dots, as in <c>encoder.0</c>.</summary>
    public IEnumerable<(string Path, Layer Layer)> NamedLayers
    {
        get
        {
            // Each walk has seen nothing yet, also the second one over the same answer.
            foreach ((string, Layer) layer in Walk("", new HashSet<Layer>(ReferenceEqualityComparer.Instance)))
                yield return layer;
        }
    }

    /// <summary>All parameters of this layer and those inside it, each once, with paths such as <c>0.weight</c>.</summary>
    public IEnumerable<(string Path, Parameter Parameter)> NamedParameters => NamedLayers
        .SelectMany(layer => layer.Layer.parameters.Select(own => (Join(layer.Path, own.Name), own.Parameter)))
        .DistinctBy(named => named.Parameter.Value, ReferenceEqualityComparer.Instance);

    /// <summary>All buffers of this layer and those inside it, each once, with paths such as <c>1.running_mean</c>.</summary>
    public IEnumerable<(string Path, Tensor Buffer)> NamedBuffers => NamedLayers
        .SelectMany(layer => layer.Layer.buffers.Select(own => (Join(layer.Path, own.Name), own.Buffer)))
        .DistinctBy(named => named.Buffer, ReferenceEqualityComparer.Instance);

    /// <summary>All parameters of this layer and those inside it, each once.</summary>
    public IReadOnlyList<Parameter> Parameters => [.. NamedParameters.Select(named => named.Parameter)];

    /// <summary>Whether code from outside this library runs in Forward, which may keep a tensor that it comes by.</summary>
    internal bool RunsForeignCode { get; private protected init; }

    internal IReadOnlyList<(string Name, Parameter Parameter)> OwnParameters => parameters;

    /// <summary>The layer's result for a batch of inputs.</summary>
    /// <exception cref="ShapeException">The input does not fit. The message says what was expected and, in a model, where.</exception>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Switches this layer and those inside it to training.</summary>
    public void Train() => SetMode(isTraining: true);

    /// <summary>Switches this layer and those inside it to evaluation: results depend on the input alone, and nothing in the layers changes.</summary>
    public void Evaluate() => SetMode(isTraining: false);

    /// <summary>
    /// Makes training leave all parameters of this layer and those inside it as they are. Says nothing about the mode: BatchNorm's
    /// running statistics move in training mode all the same.
    /// </summary>
    public void Freeze() => SetFrozen(true);

    /// <summary>Lets training change all parameters of this layer and those inside it.</summary>
    public void Unfreeze() => SetFrozen(false);

    /// <summary>A tree of the layers with the shapes and counts of their parameters, and the total.</summary>
    public sealed override string ToString() => LayerTree.Print(this);

    /// <summary>An activation as a layer.</summary>
    public static implicit operator Layer(Activation activation) => new ActivationLayer(activation);

    /// <summary>Registers values that training changes.</summary>
    /// <param name="name">The name, such as <c>weight</c>; PyTorch's where it has one, so that weights travel both ways.</param>
    /// <param name="value">The first values. The parameter takes the tensor over.</param>
    /// <exception cref="ArgumentException">The name is taken, empty or has a dot.</exception>
    protected Parameter AddParameter(string name, Tensor value)
    {
        CheckName("parameter", name);
        return AddParameter(name, new Parameter(name, value));
    }

    /// <summary>Registers a parameter that another layer has too: both use the same values, and training changes them once.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty or has a dot.</exception>
    protected Parameter AddParameter(string name, Parameter shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        CheckName("parameter", name);
        parameters.Add((name, shared));
        return shared;
    }

    /// <summary>Registers values that are saved with the weights but not changed by an optimizer, such as running statistics.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty or has a dot.</exception>
    protected Tensor AddBuffer(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        CheckName("buffer", name);
        Tensor buffer = value.Detach().Keep();
        buffers.Add((name, buffer));
        return buffer;
    }

    /// <summary>Registers a layer inside this one.</summary>
    /// <exception cref="ArgumentException">The name is taken, empty or has a dot, or this layer is inside the other.</exception>
    protected TLayer AddChild<TLayer>(string name, TLayer child)
        where TLayer : Layer
    {
        ArgumentNullException.ThrowIfNull(child);
        CheckName("layer", name);
        if (child.NamedLayers.Any(inside => inside.Layer == this))
            Throw.LayerInItself(Description);
        children.Add((name, child));
        return child;
    }

    /// <summary>
    /// Guards the state that Forward changes in training: <c>using (EnterTraining())</c>. A second thread that comes in meanwhile is
    /// refused. In evaluation mode it does nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    protected TrainingScope EnterTraining()
    {
        if (!IsTraining)
            return default;
        int thread = Environment.CurrentManagedThreadId;
        int holder = Interlocked.CompareExchange(ref trainingThread, thread, 0);
        if (holder != 0 && holder != thread)
            Throw.ConcurrentTraining(Description);
        return new TrainingScope(holder == 0 ? this : null);
    }

    /// <summary>Takes the model for work that changes its mode or its weights. False when somebody else has it.</summary>
    internal bool TryClaim() => Interlocked.Exchange(ref isClaimed, 1) == 0;

    /// <summary>Ends <see cref="TryClaim"/>.</summary>
    internal void Unclaim() => Volatile.Write(ref isClaimed, 0);

    internal static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private IEnumerable<(string Path, Layer Layer)> Walk(string path, HashSet<Layer> seen)
    {
        if (!seen.Add(this))
            yield break;
        yield return (path, this);
        foreach ((string name, Layer child) in children)
        {
            foreach ((string, Layer) inside in child.Walk(Join(path, name), seen))
                yield return inside;
        }
    }

    private void SetMode(bool isTraining)
    {
        foreach ((_, Layer layer) in NamedLayers)
            layer.IsTraining = isTraining;
    }

    private void SetFrozen(bool isFrozen)
    {
        foreach (Parameter parameter in Parameters)
            parameter.IsFrozen = isFrozen;
    }

    private void CheckName(string kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.Contains('.'))
            Throw.BadName(kind, name, Description);
        if (parameters.Any(own => own.Name == name) || buffers.Any(own => own.Name == name) || children.Any(own => own.Name == name))
            Throw.NameTaken(kind, name, Description);
    }

    /// <summary>Ends <see cref="EnterTraining"/>. Use it in a using statement.</summary>
    protected readonly ref struct TrainingScope
    {
        private readonly Layer? layer;

        internal TrainingScope(Layer? layer) => this.layer = layer;

        /// <summary>Lets other threads in again.</summary>
        public void Dispose()
        {
            if (layer is not null)
                Volatile.Write(ref layer.trainingThread, 0);
        }
    }
}
