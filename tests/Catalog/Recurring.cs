namespace NeuralCore.Catalog;

/// <summary>A recurrent layer that begins with a state, is given lengths, and gives its sequence and its states one behind the other.</summary>
public sealed class Recurring : Layer
{
    private readonly RecurrentLayer inner;
    private readonly RecurrentState state;
    private readonly Tensor? lengths;

    public Recurring(RecurrentLayer inner, RecurrentState state, params int[] lengths)
    {
        this.inner = AddChild("inner", inner);
        this.state = state;
        this.lengths = lengths.Length == 0 ? null : Tensor.From([.. lengths.Select(length => (Real)length)]);
    }

    public override Tensor Forward(Tensor input)
    {
        (Tensor output, RecurrentState after) = inner.Run(input, state, lengths);
        Tensor[] all = after.Cell is null ? [output, after.Hidden] : [output, after.Hidden, after.Cell];
        return Tensor.Concatenate(0, [.. all.Select(part => part.Reshape(part.Count))]);
    }
}
