using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralCore.Storage;

/// <summary>
/// Makes blocks whose first number stands on a 64-byte boundary, a cache line and the widest bundle, and keeps the memory of
/// blocks that step scopes give back.
/// </summary>
/// <remarks>Arrays are pinned, because the collector may move others and with that break the alignment.</remarks>
internal static class BlockPool
{
    private const int Alignment = 64;

    private const int LogShelves = 4, ShelvesInDoubling = 1 << LogShelves;

    // Where the right shelf is empty, an array that is up to a quarter too long will do, so that batches of changing lengths share theirs.
    private const int ShelvesToTry = 4;

    private static readonly Stack<Real[]>[] shelves = CreateShelves();

    /// <summary>When set, memory is filled with NaN before use and after return, so that a test sees a use of stale memory.</summary>
    internal static bool Poison { get; set; }

    /// <summary>How many arrays were ever made because the pool held none that fitted.</summary>
    internal static long ArraysCreated => Interlocked.Read(ref arraysCreated);

    private static long arraysCreated;

    /// <summary>A block with undefined contents: from the pool inside a step scope, an ordinary array outside.</summary>
    public static Block Rent(int length)
    {
        if (StepScope.Current is not { } scope)
            return Create(NewArray(length), length);
        Block block = Create(Take(length), length);
        scope.Add(block);
        return block;
    }

    /// <summary>A block that no scope ends, with undefined contents.</summary>
    public static Block Allocate(int length) => Create(NewArray(length), length);

    /// <summary>Puts a block's memory on its shelf, unless it is kept. The block throws when it is used again.</summary>
    public static void Return(Block block)
    {
        if (block.IsKept)
            return;
        Real[] array = block.Release();
        if (Poison)
            Array.Fill(array, Real.NaN);
        Stack<Real[]> shelf = shelves[ShelfOf(array.Length - Slack, out _)];
        lock (shelf)
            shelf.Push(array);
    }

    private static int Slack => Alignment / Unsafe.SizeOf<Real>();

    private static Real[] Take(int length)
    {
        int first = ShelfOf(length, out int capacity);
        int end = Math.Min(first + ShelvesToTry, shelves.Length);
        for (int i = first; i < end; i++)
        {
            lock (shelves[i])
            {
                if (shelves[i].TryPop(out Real[]? array))
                    return array;
            }
        }

        return NewArray(capacity);
    }

    private static Real[] NewArray(int length)
    {
        Interlocked.Increment(ref arraysCreated);
        Real[] array = GC.AllocateUninitializedArray<Real>(length + Slack, pinned: true);
        if (Poison)
            Array.Fill(array, Real.NaN);
        return array;
    }

    private static unsafe Block Create(Real[] array, int length)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        int bytes = (int)((Alignment - (address % Alignment)) % Alignment);
        return new Block(array, bytes / Unsafe.SizeOf<Real>(), length);
    }

    // Sixteen shelves for each doubling: an array is at most a sixteenth longer than asked for. A convolutional training step held 71 MB with
    // four, whose arrays were up to a quarter longer.
    private static int ShelfOf(int length, out int capacity)
    {
        const int smallest = 64;
        if (length <= smallest)
        {
            capacity = smallest;
            return 0;
        }

        int log = BitOperations.Log2((uint)(length - 1));
        int part = 1 << (log - LogShelves);
        int parts = ((length - 1) >> (log - LogShelves)) - (ShelvesInDoubling - 1);
        capacity = (int)Math.Min(Shape.MaxCount, (1L << log) + ((long)parts * part));
        return (ShelvesInDoubling * (log - 6)) + parts;
    }

    private static Stack<Real[]>[] CreateShelves()
    {
        var all = new Stack<Real[]>[ShelvesInDoubling * 26];
        for (int i = 0; i < all.Length; i++)
            all[i] = new Stack<Real[]>();
        return all;
    }
}
