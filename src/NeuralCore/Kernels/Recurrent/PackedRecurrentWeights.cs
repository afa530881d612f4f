namespace NeuralCore.Kernels;

/// <summary>The weights of one direction of one layer, packed once for many calls of a single step each.</summary>
internal sealed unsafe class PackedRecurrentWeights
{
    private readonly int inputs, hidden, columns;
    private readonly PackedNumbers panels;

    // The numbers in a bundle that they were packed for; 0 when they are not.
    private int packedFor;

    /// <summary>Makes room, at the widest bundle.</summary>
    public PackedRecurrentWeights(int inputs, int hidden, int columns)
    {
        this.inputs = inputs;
        this.hidden = hidden;
        this.columns = columns;
        panels = new PackedNumbers(RecurrentPanels.Count<Lanes512>(inputs + hidden, columns), 0);
    }

    /// <summary>Has them packed anew, because they have changed.</summary>
    public void Forget() => packedFor = 0;

    /// <summary>The panels of weights [columns, in] and [columns, hidden] at a width, packed now where they are not.</summary>
    public (RecurrentPanels OfInput, RecurrentPanels OfHidden) At<W>(Real* inputWeight, Real* hiddenWeight)
        where W : struct, ILanes<W>
    {
        RecurrentPanels ofInput = new(panels.Data, inputs, columns);
        RecurrentPanels ofHidden = new(panels.Data + RecurrentPanels.Count<W>(inputs, columns), hidden, columns);
        if (packedFor == W.Count)
            return (ofInput, ofHidden);
        ofInput.Pack<W>(inputWeight, inputs, 1);
        ofHidden.Pack<W>(hiddenWeight, hidden, 1);
        packedFor = W.Count;
        return (ofInput, ofHidden);
    }
}
