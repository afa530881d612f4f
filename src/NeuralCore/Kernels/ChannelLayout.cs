namespace NeuralCore.Kernels;

/// <summary>Numbers of a tensor [outer, channels, inner], where each channel is treated alike. For rows of features, inner is 1.</summary>
internal readonly record struct ChannelLayout(int Outer, int Channels, int Inner)
{
    /// <summary>How many numbers there are.</summary>
    public int Count => Outer * Channels * Inner;

    /// <summary>How many numbers belong to one channel.</summary>
    public int PerChannel => Outer * Inner;
}
