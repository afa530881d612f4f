using System.Diagnostics.CodeAnalysis;

namespace NeuralCore.Datasets;

/// <summary>The answer of <see cref="Mnist.FindAsync"/>: the data and where they came from, or why there are none.</summary>
public sealed class MnistSearchResult
{
    internal MnistSearchResult(MnistData data) => Data = data;

    internal MnistSearchResult(string failure) => Failure = failure;

    /// <summary>Whether MNIST was found.</summary>
    [MemberNotNullWhen(true, nameof(Data))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Found => Data is not null;

    /// <summary>The data, when found.</summary>
    public MnistData? Data { get; }

    /// <summary>When not found: why, in words for a person.</summary>
    public string? Failure { get; }
}
