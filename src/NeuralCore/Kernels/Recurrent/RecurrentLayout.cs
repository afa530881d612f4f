namespace NeuralCore.Kernels;

/// <summary>
/// Where the steps of a recurrent layer stand in memory, and in which order they come. A row is one step of one example; rows stand step by
/// step, or example by example.
/// </summary>
/// <param name="batch">How many examples there are.</param>
/// <param name="steps">How many steps the longest example has.</param>
/// <param name="hidden">How many numbers a state has.</param>
/// <param name="isBatchFirst">Whether the steps of an example lie together.</param>
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
    public int Row(int step, int example) => isBatchFirst ? (example * steps) + step : (step * batch) + example;

    /// <summary>The step that comes at a turn; turns count from 0.</summary>
    public int StepAt(int turn) => isReversed ? steps - 1 - turn : turn;

    /// <summary>
    /// The examples cut into blocks whose states run through all steps in one thread's caches. No example depends on another one.
    /// </summary>
    public Cuts Cut<V>()
        where V : struct, ILanes<V> => new(batch, Math.Clamp(GemmBlocks.Count(batch, Blocks), FewRows, GemmBlocks.Height<V>()));
}
