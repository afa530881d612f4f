namespace NeuralCore.Autograd;

/// <summary>
/// One recorded operation: what went in, what it must remember, and how a gradient goes back through it. An operation keeps its node
/// in its own file; the engine knows only this class.
/// </summary>
internal abstract class GradientNode
{
    private static long lastSequence;

    private Saved[] saved = [];
    private int savedCount;

    protected GradientNode(string name, params ReadOnlySpan<Tensor> inputs)
    {
        Name = name;
        Inputs = inputs.ToArray();
        Sequence = Interlocked.Increment(ref lastSequence);
    }

    /// <summary>The operation's name, for messages.</summary>
    public string Name { get; }

    /// <summary>Nodes made later have larger numbers, so descending order is an order in which every gradient is complete when its turn comes.</summary>
    public long Sequence { get; }

    public Tensor[] Inputs { get; private set; }

    /// <summary>The result, when its gradient is to be kept.</summary>
    public Tensor? Retained { get; set; }

    /// <summary>The gradient of the result, as far as it has been added up.</summary>
    public Tensor? Pending { get; set; }

    /// <summary>
    /// The gradient of a second result of the same operation, which that result's own node left here by <see cref="GiveSecond"/>.
    /// </summary>
    public Tensor? SecondPending { get; set; }

    /// <summary>Whether nobody else holds the pending gradient's memory.</summary>
    public bool IsPendingOwned { get; set; }

    /// <summary>
    /// Whether, during <see cref="Backward"/>, the gradient's memory is this node's alone, so that it may be written over. What is left of it
    /// afterwards goes back to the pool.
    /// </summary>
    public bool OwnsGradient { get; set; }

    /// <summary>Whether code from outside this library sees the gradient, and may keep it.</summary>
    public bool ShowsGradient { get; protected init; }

    /// <summary>The last pass that came by.</summary>
    public long VisitedBy { get; set; }

    public bool IsReleased { get; private set; }

    /// <summary>Sends the gradient of the result back to each input that needs one, through <see cref="Give"/>.</summary>
    public abstract void Backward(Tensor gradient);

    /// <summary>Lets go of everything that was remembered.</summary>
    public void Release()
    {
        IsReleased = true;
        Inputs = [];
        saved = [];
    }

    protected bool Needs(int input) => Inputs[input].RequiresGradient;

    protected void Give(int input, Tensor gradient) => Backpropagation.Deliver(Inputs[input], gradient, Name);

    /// <summary>For the node of a second result, whose only input is the first: leaves its gradient with the first one's node.</summary>
    protected void GiveSecond(Tensor gradient) => Backpropagation.DeliverSecond(Inputs[0], gradient);

    /// <summary>Whether an input has received a gradient before.</summary>
    protected bool HasGradient(int input) => Backpropagation.HasSum(Inputs[input]);

    /// <summary>
    /// What an input's gradient is added up in, zeros at first. A node whose gradient is zero almost everywhere adds its part to this in
    /// place, instead of giving a whole tensor of zeros.
    /// </summary>
    protected Tensor GradientSum(int input) => Backpropagation.SumFor(Inputs[input]);

    /// <summary>Remembers a tensor for the way back. Returns the number to fetch it by.</summary>
    protected int Save(Tensor tensor)
    {
        // Few operations remember more than four tensors.
        if (savedCount == saved.Length)
            Array.Resize(ref saved, savedCount + 4);

        // A result without its history: remembered by its own node, it would otherwise keep the graph alive in a circle.
        Tensor kept = Array.IndexOf(Inputs, tensor) < 0 ? tensor.Detach() : tensor;
        saved[savedCount] = new Saved(kept, tensor.Block.Version);
        return savedCount++;
    }

    /// <summary>A remembered tensor, with the values it had.</summary>
    /// <exception cref="GradientException">It was changed in place since.</exception>
    protected Tensor SavedTensor(int number)
    {
        (Tensor tensor, int version) = saved[number];
        if (tensor.Block.Version != version)
            Throw.SavedTensorChanged(Name, tensor.Shape, tensor.Block.LastWriter);
        return tensor;
    }

    private readonly record struct Saved(Tensor Tensor, int Version);
}
