using NeuralCore.Kernels;
using NeuralCore.Operations;
using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>
/// The tensors of a computation that is run again and again. While it is current, the thread's results are the tensors of the run before,
/// in the same order; new ones are made only where a shape differs. So a run that goes the same way takes nothing from the heap.
/// </summary>
/// <remarks>Only for code that keeps no tensor beyond the run: it would see the numbers of the next one.</remarks>
internal sealed unsafe class TensorReplay(PackedWeights weights)
{
    [ThreadStatic]
    private static TensorReplay? current;

    private readonly List<Tensor> results = [];
    private readonly List<Tensor> views = [];
    private readonly BorrowedMemory borrowed = new();
    private Tensor? input;
    private TensorReplay? outer;
    private int nextResult, nextView, nextWeight;

    /// <summary>The one that this thread runs in, if any.</summary>
    public static TensorReplay? Current => current;

    /// <summary>Begins a run, from the first tensor on. Returns its input, in memory that must stay where it is until the end.</summary>
    public Tensor Begin(Real* data, Shape shape)
    {
        (nextResult, nextView, nextWeight) = (0, 0, 0);
        borrowed.Borrow(data, shape.Count);
        if (input?.Shape != shape)
            input = new Tensor(new Block(borrowed), 0, shape);
        (outer, current) = (current, this);
        return input;
    }

    /// <summary>Ends the run. Its results keep their numbers until the next one.</summary>
    public void End()
    {
        borrowed.Return();
        (current, outer) = (outer, null);
    }

    /// <summary>The next result, with undefined numbers.</summary>
    public Tensor Rent(Shape shape)
    {
        Tensor? last = nextResult < results.Count ? results[nextResult] : null;
        if (last?.Shape != shape)
        {
            // Every run writes to it anew without a word. Memory that is large enough stays, so that batches of changing sizes settle at the largest.
            Block block = last?.Block.Length >= shape.Count ? last.Block : BlockPool.Allocate(shape.Count);
            block.Expose();
            last = Put(results, nextResult, new Tensor(block, 0, shape));
        }

        nextResult++;
        return last;
    }

    /// <summary>The next view.</summary>
    public Tensor View(Block block, int start, Shape shape)
    {
        Tensor? last = nextView < views.Count ? views[nextView] : null;
        if (last?.IsViewOf(block, start, shape) != true)
            last = Put(views, nextView, new Tensor(block, start, shape));
        nextView++;
        return last;
    }

    /// <summary>
    /// The next weight in its packed form; null where it is to be read as it is. An operation asks for the same weights in every run, even when
    /// the packed form does not help, so that each keeps its place.
    /// </summary>
    public PackedNumbers? Packed<TPacking>(Tensor weight, TPacking packing, bool helps)
        where TPacking : struct, IWeightPacking, IEquatable<TPacking>
    {
        int place = nextWeight++;
        return helps ? weights.Find(place, weight, packing) : null;
    }

    private static Tensor Put(List<Tensor> list, int index, Tensor tensor)
    {
        if (index == list.Count)
            list.Add(tensor);
        else
            list[index] = tensor;
        return tensor;
    }
}
