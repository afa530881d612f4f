namespace NeuralCore.Kernels;

/// <summary>How much work is worth a thread of its own.</summary>
internal static class Grain
{
    /// <summary>
    /// Numbers in a piece of an element-wise pass. Sharing a region with a waiting worker costs some 0.3 us; with two pieces of 8192,
    /// multiplying two vectors took 1.4 us instead of 1.9, with two of 4096 as long as on one thread. Smaller pieces of long vectors cost
    /// nothing more, larger ones gain nothing. A multiple of 16 keeps pieces on whole bundles.
    /// </summary>
    public const int Numbers = 8 * 1024;

    /// <summary>Rows in a piece, when a row has <paramref name="width"/> numbers.</summary>
    public static int Rows(long width) => (int)Math.Max(1, Numbers / Math.Max(1, width));

    /// <summary>Into how many pieces of a size a count is cut, the last one as long as what is left.</summary>
    public static int Pieces(int count, int size) => (int)(((long)count + size - 1) / size);
}
