namespace NeuralCore.Kernels;

/// <summary>Rows cut into pieces, so that a single long one can still be shared among threads.</summary>
internal readonly struct RowPieces(int rows, int length)
{
    private readonly int pieces = Grain.Pieces(length, Grain.Numbers);

    /// <summary>How many numbers a row has.</summary>
    public int Length => length;

    /// <summary>How many pieces there are.</summary>
    public int Count => rows * pieces;

    /// <summary>How many pieces are worth a thread of their own.</summary>
    public int WorthAThread => Grain.Rows(Math.Min(length, Grain.Numbers));

    /// <summary>Where a piece lies: its row, its first place in there, and how many numbers it has.</summary>
    public (int Row, int First, int Count) this[int piece]
    {
        get
        {
            (int row, int place) = Math.DivRem(piece, pieces);
            int first = place * Grain.Numbers;
            return (row, first, Math.Min(Grain.Numbers, length - first));
        }
    }
}
