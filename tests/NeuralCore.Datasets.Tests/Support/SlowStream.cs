namespace NeuralCore.Datasets.Tests;

/// <summary>Gives its content, calls back, and then waits until the reader gives up.</summary>
internal sealed class SlowStream(byte[] content, Action atEnd) : ForwardStream
{
    private int position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int got = Math.Min(buffer.Length, content.Length - position);
        if (got == 0)
        {
            atEnd();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        content.AsMemory(position, got).CopyTo(buffer);
        position += got;
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
