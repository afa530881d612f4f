namespace NeuralCore.Datasets;

/// <summary>
/// The deflate data inside a gzip file. The last byte is given alone, on request: the inflater asks for it only when its data does not
/// end before, which shows bytes that do not belong there. (It reads ahead, so what it took otherwise says nothing.)
/// </summary>
internal sealed class PackedBytes(Stream file, long length) : ForwardStream
{
    private long taken;

    /// <summary>Whether every byte was asked for.</summary>
    public bool AllTaken => taken == length;

    public override int Read(Span<byte> buffer)
    {
        long left = length - taken;
        int most = (int)Math.Min(buffer.Length, left > 1 ? left - 1 : left);
        int got = file.Read(buffer[..most]);
        taken += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
