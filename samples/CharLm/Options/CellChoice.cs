using NeuralCore;

namespace CharLmSample;

/// <summary>A recurrent layer that can be trained here.</summary>
/// <param name="Name">What <c>--cell</c> calls it.</param>
/// <param name="Create">Makes it for a number of inputs and of hidden numbers, with new weights.</param>
internal sealed record CellChoice(string Name, Func<int, int, RecurrentLayer> Create)
{
    public static IReadOnlyList<CellChoice> All { get; } =
    [
        new("lstm", (inputs, hidden) => new Lstm(inputs, hidden)),
        new("gru", (inputs, hidden) => new Gru(inputs, hidden)),
    ];
}
