namespace NeuralCore.Kernels;

/// <summary>What attention is to do: the shapes, where the operands stand, and what is masked and dropped.</summary>
internal struct AttentionPlan
{
    /// <summary>Queries in a block: with as many keys, 16 KB of weights stay in the first cache.</summary>
    public const int BlockRows = 64;

    /// <summary>How many matrices there are: examples times heads.</summary>
    public int Matrices;

    /// <summary>Where the matrices of queries, keys and values stand, and those of the result.</summary>
    public HeadLayout Query, Key, Value, Result;

    /// <summary>What products of queries and keys are multiplied by.</summary>
    public Real Scale;

    /// <summary>Whether query i looks at no key after key i.</summary>
    public bool IsCausal;

    /// <summary>Which matrix of addends (left) and of permissions (right) belongs to a matrix of scores; null without either.</summary>
    public BroadcastPlan? Masks;

    /// <summary>From one query to the next in addends and permissions; 0 where all queries share one row.</summary>
    public int AddendStride, AllowedStride;

    /// <summary>How many matrices share a row of padding.</summary>
    public int MatricesPerPadding;

    /// <summary>What is dropped of the weights.</summary>
    public AttentionDropout Dropping;

    public readonly int Queries => Query.Rows;

    public readonly int Keys => Key.Rows;

    public readonly int Blocks => Grain.Pieces(Queries, BlockRows);

    /// <summary>How many keys, from the first on, the queries of a block may look at.</summary>
    public readonly int KeysFor(int firstRow, int rows) => IsCausal ? Math.Min(Keys, firstRow + rows) : Keys;
}
