using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Which of the weights of attention are dropped, decided by random bits of their own address: every row of weights, counted over all
/// queries of all heads, has whole blocks of four numbers to itself. So neither threads nor blocks of rows decide.
/// </summary>
internal readonly unsafe struct AttentionDropout(Real probability, ulong seed, ulong stream, uint step)
{
    private readonly Bits limit = RandomMask.Limit(probability);
    private readonly Real scale = probability == 1 ? 0 : 1 / (1 - probability);

    /// <summary>Whether anything is dropped.</summary>
    public bool IsUsed { get; } = probability > 0;

    /// <summary>
    /// Multiplies the first <paramref name="used"/> numbers of rows that follow each other by 0 or 1 / (1 - probability), in place.
    /// </summary>
    /// <param name="firstRow">The number of the first row among all.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="keys">How many numbers a row has in all, which says where the next one's bits begin.</param>
    /// <param name="used">How many of them are there.</param>
    /// <param name="weights">The rows.</param>
    [MethodImpl(Lanes.Kernel)]
    public void Apply<V>(long firstRow, int rows, int keys, int used, Real* weights)
        where V : struct, ILanes<V>
    {
        ulong blocks = ((ulong)keys + 3) / 4;
        ulong firstBlock = ((ulong)step << 32) + ((ulong)firstRow * blocks);

        // Rows of whole blocks are one long row.
        if (keys % 4 == 0 && used == keys)
        {
            Run<V>(firstBlock, rows * keys, weights);
            return;
        }

        for (int row = 0; row < rows; row++)
            Run<V>(firstBlock + ((ulong)row * blocks), used, weights + ((nint)row * used));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Run<V>(ulong firstBlock, int count, Real* x)
        where V : struct, ILanes<V> => RandomMask.Whole<V>(x, limit, scale, seed, stream, firstBlock, count, x);
}
