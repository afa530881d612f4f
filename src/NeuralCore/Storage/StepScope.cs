using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>
/// Reuses memory from step to step. Tensors made on this thread while the scope is open borrow their memory from a pool, and give it
/// back when the scope ends; a tensor used after that throws and says how to keep it. Never needed for correctness: without a scope,
/// tensors are ordinary objects and the garbage collector takes them.
/// </summary>
/// <remarks>
/// <code>
/// foreach (var batch in loader)
/// {
///     using var step = new StepScope();
///     ...
/// }
/// </code>
/// Scopes nest; each ends what was made directly inside it. A scope belongs to the thread that opened it.
/// </remarks>
public sealed class StepScope : IDisposable
{
    [ThreadStatic]
    private static StepScope? current;

    // The list outlives its scope, so that a training loop does not grow a new one in every step.
    [ThreadStatic]
    private static Stack<List<Block>>? spareLists;

    private readonly StepScope? outer;
    private List<Block>? blocks;

    /// <summary>Opens a scope on this thread.</summary>
    public StepScope()
    {
        outer = current;
        blocks = spareLists is { Count: > 0 } spare ? spare.Pop() : [];
        current = this;
    }

    internal static StepScope? Current => current;

    internal void Add(Block block) => blocks!.Add(block);

    /// <summary>
    /// Takes a block out of this scope or the ones around it, so that it outlives them until its new owner gives it back. False when
    /// none of them lent it.
    /// </summary>
    internal static bool TakeOut(Block block)
    {
        for (StepScope? scope = current; scope is not null; scope = scope.outer)
        {
            // Gradients are taken out soon after they are made, so the search begins at the end.
            int index = scope.blocks!.LastIndexOf(block);
            if (index < 0)
                continue;
            scope.blocks[index] = scope.blocks[^1];
            scope.blocks.RemoveAt(scope.blocks.Count - 1);
            return true;
        }

        return false;
    }

    /// <summary>Ends the scope: the memory of its tensors goes back to the pool. A second call does nothing.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open, or this is another thread.</exception>
    public void Dispose()
    {
        if (blocks is null)
            return;
        if (current != this)
            Throw.ScopeOutOfOrder();
        current = outer;
        foreach (Block block in blocks)
            BlockPool.Return(block);
        blocks.Clear();
        (spareLists ??= new()).Push(blocks);
        blocks = null;
    }
}
