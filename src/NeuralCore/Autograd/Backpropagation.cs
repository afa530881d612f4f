using NeuralCore.Kernels;

namespace NeuralCore.Autograd;

/// <summary>Walks the recorded operations from the last to the first and hands each the gradient of its result. It knows no operation.</summary>
internal static class Backpropagation
{
    private static long lastPass;

    // The list of the last pass on this thread, so that a training step makes none.
    [ThreadStatic]
    private static List<GradientNode>? spareList;

    // The gradient of the node whose turn it is, and the one that it handed on last: memory that two places now share.
    [ThreadStatic]
    private static Tensor? current;

    [ThreadStatic]
    private static Tensor? given;

    public static void Run(Tensor root, Tensor seed, bool retainGraph)
    {
        // An operation of a user's may run a pass of its own on its way back, so this one's state is put aside and back.
        (Tensor? outerCurrent, Tensor? outerGiven) = (current, given);
        List<GradientNode> nodes = spareList ?? [];
        spareList = null;
        try
        {
            Begin(seed);
            if (root.Node is not null)
                CollectReachable(root.Node, nodes);
            Deliver(root, seed, nameof(Tensor.Backward));
            foreach (GradientNode node in nodes)
                Pass(node, retainGraph);
        }
        finally
        {
            foreach (GradientNode node in nodes)
                (node.Pending, node.SecondPending) = (null, null);
            nodes.Clear();
            spareList = nodes;
            (current, given) = (outerCurrent, outerGiven);
        }
    }

    /// <summary>Adds a gradient to what an input has received so far.</summary>
    public static void Deliver(Tensor input, Tensor gradient, string operation)
    {
        if (gradient.Shape != input.Shape)
            Throw.ShapesDiffer($"{operation} (gradient)", input.Shape, gradient.Shape);
        bool isOwned = gradient.Block != current?.Block && gradient.Block != given?.Block;
        given = gradient;
        if (input.Node is not { } node)
        {
            input.AccumulateGradient(gradient, isOwned);
        }
        else if (node.Pending is not { } pending)
        {
            node.Pending = gradient;
            node.IsPendingOwned = isOwned;
        }
        else
        {
            Tensor sum = node.IsPendingOwned ? pending : Tensor.Rent(pending.Shape);
            Zip.Run(new AddZip(), pending.Values, gradient.Values, sum.Target);
            node.Pending = sum;
            node.IsPendingOwned = true;
        }
    }

    /// <summary>What an input's gradient is being added up in, for a node that reaches only part of it to add to.</summary>
    public static Tensor SumFor(Tensor input)
    {
        if (input.Node is not { } node)
        {
            if (input.Gradient is null)
                input.AccumulateGradient(Tensor.Zeros(input.Shape), isOwned: true);
            return input.Gradient!;
        }

        if (node.Pending is null || !node.IsPendingOwned)
            node.Pending = node.Pending?.Copy() ?? Tensor.Zeros(input.Shape);
        node.IsPendingOwned = true;
        return node.Pending;
    }

    private static void Begin(Tensor gradient) => (current, given) = (gradient, null);

    private static void Pass(GradientNode node, bool retainGraph)
    {
        if (node.Pending is not { } gradient)
            return;
        node.Pending = null;
        Begin(gradient);
        node.Retained?.AccumulateGradient(gradient, isOwned: false);
        node.Backward(gradient);
        if (!retainGraph)
            node.Release();
    }

    private static void CollectReachable(GradientNode root, List<GradientNode> nodes)
    {
        long pass = Interlocked.Increment(ref lastPass);
        bool isSorted = true;
        Visit(root);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (Tensor input in nodes[i].Inputs)
            {
                if (input.Node is { } node && node.VisitedBy != pass)
                    Visit(node);
            }
        }

        // A chain of operations, which most networks are, is found in order.
        if (!isSorted)
            nodes.Sort(static (left, right) => right.Sequence.CompareTo(left.Sequence));

        void Visit(GradientNode node)
        {
            if (node.IsReleased)
                Throw.GraphUsedUp(node.Name);
            node.VisitedBy = pass;
            isSorted &= nodes.Count == 0 || node.Sequence < nodes[^1].Sequence;
            nodes.Add(node);
        }
    }
}
