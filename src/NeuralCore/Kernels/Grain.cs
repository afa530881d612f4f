namespace NeuralCore.Kernels;

/// <summary>How much work is worth a thread of its own.</summary>
internal static class Grain
{
    /// <summary>
    /// Numbers in a piece of an element-wise pass. Handing a piece to a thread costs about 3 us here, in which one core moves some
    /// 30,000 numbers; a multiple of 16 keeps the pieces on whole bundles.
    /// </summary>
    public const int Numbers = 32 * 1024;

    /// <summary>Rows in a piece, when a row has <paramref name="width"/> numbers.</summary>
    public static int Rows(int width) => Math.Max(1, Numbers / Math.Max(1, width));

    /// <summary>Into how many pieces of a size a count is cut, the last one as long as what is left.</summary>
    public static int Pieces(int count, int size) => (int)(((long)count + size - 1) / size);
}
