using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Where the steps of a recurrent layer stand in memory, and in which order they come. A row is one step of one example. Rows stand step by
/// step, so that what is read and written in one step lies together; only the output may have those of each example together.
/// </summary>
/// <param name="batch">How many examples there are.</param>
/// <param name="steps">How many steps the longest example has.</param>
/// <param name="hidden">How many numbers a state has.</param>
/// <param name="isBatchFirst">Whether the steps of an example lie together in the output.</param>
/// <param name="isReversed">Whether the last step comes first.</param>
internal readonly struct RecurrentLayout(int batch, int steps, int hidden, bool isBatchFirst, bool isReversed)
{
    // Rows of a block, at least and at most this share of a batch: a tile of four rows is about as fast as one of twelve, and more blocks
    // than one feed more threads than one.
    private const int FewRows = 4, Blocks = 4;

    public int Examples => batch;

    public int Steps => steps;

    public int Hidden => hidden;

    public int Rows => batch * steps;

    /// <summary>The row of a step of an example.</summary>
    public int Row(int step, int example) => (step * batch) + example;

    /// <summary>Its row in the output.</summary>
    public int OutputRow(int step, int example) => isBatchFirst ? (example * steps) + step : Row(step, example);

    /// <summary>Refuses a span of another length.</summary>
    public static void Expect(int expected, int actual)
    {
        if (expected != actual)
            Throw.KernelLengths("Recurrent", expected, actual);
    }

    /// <summary>Refuses a span of another length that is not empty.</summary>
    public static void ExpectOrNone(int expected, int actual)
    {
        if (actual != 0)
            Expect(expected, actual);
    }

    /// <summary>Refuses a span that does not reach to the end of the last of some rows, which lie a stride apart.</summary>
    public static void ExpectRows(int rows, int width, int stride, int actual)
    {
        if (rows > 0 && actual < ((rows - 1) * stride) + width)
            Throw.KernelLengths("Recurrent", ((rows - 1) * stride) + width, actual);
    }

    /// <summary>How many steps the longest of some examples has.</summary>
    [MethodImpl(Lanes.Kernel)]
    public unsafe int Longest(Real* lengths, int first, int count)
    {
        if (lengths == null)
            return steps;
        Real longest = 0;
        for (int i = first; i < first + count; i++)
            longest = Math.Max(longest, lengths[i]);
        return (int)longest;
    }

    /// <summary>The step that comes at a turn; turns count from 0.</summary>
    public int StepAt(int turn) => isReversed ? steps - 1 - turn : turn;

    /// <summary>
    /// The examples cut into blocks whose states run through all steps in one thread's caches. No example depends on another one.
    /// </summary>
    public Cuts Cut<V>()
        where V : struct, ILanes<V> => new(batch, Math.Clamp(GemmBlocks.Count(batch, Blocks), FewRows, GemmBlocks.Height<V>()));
}
