namespace NeuralCore.Storage;

/// <summary>
/// A write to a block's numbers that is complete when this is disposed. The version goes on at its begin and at its end, so that nothing made
/// in between, of numbers some of which were old, is taken for what they are now.
/// </summary>
internal readonly ref struct InPlaceWrite
{
    private readonly Block block;
    private readonly string writer;

    public InPlaceWrite(Block block, Span<Real> numbers, string writer)
    {
        this.block = block;
        this.writer = writer;
        Target = numbers;
        block.MarkWritten(writer);
    }

    /// <summary>Where to write.</summary>
    public Span<Real> Target { get; }

    /// <summary>Ends the write.</summary>
    public void Dispose() => block.MarkWritten(writer);
}
