using NeuralCore.Kernels;

namespace NeuralCore.Autograd;

/// <summary>Walks the recorded operations from the last to the first and hands each the gradient of its result. It knows no operation.</summary>
internal static class Backpropagation
{
    private static long lastPass;

    // The list of the last pass on this thread, so that a training step makes none.
    [ThreadStatic]
    private static List<GradientNode>? spareList;

    // What is going on in the pass on this thread: which memory has an owner, and who.
    [ThreadStatic]
    private static Turn turn;

    public static void Run(Tensor root, Tensor seed, bool retainGraph)
    {
        // An operation of a user's may run a pass of its own on its way back, so this one's state is put aside and back.
        Turn outer = turn;
        List<GradientNode> nodes = spareList ?? [];
        spareList = null;
        try
        {
            turn = new Turn { Gradient = seed };
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
            turn = outer;
        }
    }

    /// <summary>Adds a gradient to what an input has received so far.</summary>
    public static void Deliver(Tensor input, Tensor gradient, string operation)
    {
        if (gradient.Shape != input.Shape)
            Throw.ShapesDiffer($"{operation} (gradient)", input.Shape, gradient.Shape);
        bool isNew = turn.IsNew(gradient);
        bool isOwned = isNew || turn.MayInherit(gradient);
        if (input.Node is not { } node)
        {
            // A leaf keeps its gradient for good, so what others may still be handed it gets a copy of.
            input.AccumulateGradient(gradient, isNew);
            turn.HandOn(gradient, null);
        }
        else if (node.Pending is not { } pending)
        {
            node.Pending = gradient;
            node.IsPendingOwned = isOwned;
            turn.HandOn(gradient, node);
        }
        else
        {
            Tensor sum = node.IsPendingOwned ? pending : Tensor.Rent(pending.Shape);
            Zip.Run(new AddZip(), pending.Values, gradient.Values, sum.Target);
            node.Pending = sum;
            node.IsPendingOwned = true;
            if (isNew)
                turn.AddedUp = gradient;
        }
    }

    /// <summary>Leaves the gradient of a second result with the node of the first, which then has a gradient of the first, too.</summary>
    public static void DeliverSecond(Tensor first, Tensor gradient)
    {
        SumFor(first);
        first.Node!.SecondPending = gradient;
        turn.HandOn(gradient, null);
    }

    /// <summary>Whether an input has received a gradient so far.</summary>
    public static bool HasSum(Tensor input) => input.Node is { } node ? node.Pending is not null : input.Gradient is not null;

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

    private static void Pass(GradientNode node, bool retainGraph)
    {
        if (node.Pending is not { } gradient)
            return;
        node.Pending = null;
        node.OwnsGradient = node.IsPendingOwned && !node.ShowsGradient;
        turn = new Turn { Gradient = gradient, IsOwned = node.OwnsGradient };
        node.Retained?.AccumulateGradient(gradient, isOwned: false);
        node.Backward(gradient);
        if (node.OwnsGradient && !turn.IsHandedOn)
            gradient.GiveBack();
        turn.AddedUp?.GiveBack();
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

    /// <summary>
    /// A node's turn: the gradient of its result, and what it has handed on so far. Memory that went to one node only is that node's; memory
    /// that went to two is nobody's.
    /// </summary>
    private struct Turn
    {
        private Tensor? last;
        private GradientNode? heir;
        private GradientNode? lastHeir;

        public Tensor? Gradient { get; init; }

        /// <summary>Whether nobody but this node holds the gradient's memory.</summary>
        public bool IsOwned { get; init; }

        /// <summary>Whether the gradient's own memory went on to somebody.</summary>
        public bool IsHandedOn { get; private set; }

        /// <summary>A gradient that the node made and that went into a sum, so that nobody holds its memory.</summary>
        public Tensor? AddedUp { get; set; }

        /// <summary>Whether the node made this memory and hands it on for the first time.</summary>
        public readonly bool IsNew(Tensor gradient) => gradient.Block != Gradient?.Block && gradient.Block != last?.Block && gradient.Block != AddedUp?.Block;

        /// <summary>Whether this is the gradient's own memory, which can go over to whom it is handed.</summary>
        public readonly bool MayInherit(Tensor gradient) => gradient.Block == Gradient?.Block && IsOwned && !IsHandedOn;

        public void HandOn(Tensor gradient, GradientNode? to)
        {
            if (gradient.Block == Gradient?.Block)
            {
                Disown(heir);
                heir = to;
                IsHandedOn = true;
            }

            if (gradient.Block == last?.Block)
                Disown(lastHeir);
            if (gradient.Block == AddedUp?.Block)
                AddedUp = null;
            (last, lastHeir) = (gradient, to);
        }

        // What it holds by now may be a sum in memory of its own; then a copy too many is made, which does no harm.
        private static void Disown(GradientNode? node)
        {
            if (node is not null)
                node.IsPendingOwned = false;
        }
    }
}
