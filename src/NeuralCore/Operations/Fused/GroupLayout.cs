using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>Numbers of a tensor [batch, groups · per group, inner], where neighbouring channels of an example make a group.</summary>
/// <param name="Examples">How many examples there are.</param>
/// <param name="Groups">How many groups an example has.</param>
/// <param name="PerGroup">How many channels a group has.</param>
/// <param name="Inner">How many numbers a channel of an example has.</param>
internal readonly record struct GroupLayout(int Examples, int Groups, int PerGroup, int Inner)
{
    public int Channels => Groups * PerGroup;

    /// <summary>How many numbers share a mean and a variance.</summary>
    public int Count => PerGroup * Inner;

    /// <summary>Each group of each example as a channel of its own.</summary>
    public ChannelLayout OfGroups => new(1, Examples * Groups, Count);

    /// <summary>Each channel of each example as a channel of its own.</summary>
    public ChannelLayout OfChannels => new(1, Examples * Channels, Inner);
}
