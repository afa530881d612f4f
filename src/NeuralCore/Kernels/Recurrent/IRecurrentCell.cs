namespace NeuralCore.Kernels;

/// <summary>
/// What a recurrent layer computes of one example in one step, after the matrix products. The gates of a row stand one after the other, each
/// as wide as a state.
/// </summary>
internal interface IRecurrentCell
{
    /// <summary>The layer's name, for messages.</summary>
    static abstract string Name { get; }

    /// <summary>How many gates there are.</summary>
    static abstract int Gates { get; }

    /// <summary>How many states go from step to step: the hidden one, and a cell where there is one.</summary>
    static abstract int States { get; }

    /// <summary>Whether a number for each place of a state is kept beside the gates.</summary>
    static abstract bool KeepsMore { get; }

    /// <summary>
    /// Whether the last gate takes the hidden state's part on its own terms, so that its gradient there differs from that of the input's part.
    /// </summary>
    static abstract bool HasOwnPart { get; }

    /// <summary>The states after the step.</summary>
    static abstract void Forward<V>(in RecurrentRow row)
        where V : struct, ILanes<V>;

    /// <summary>The gradients of the gates, and of the states before the step as far as they do not come through the gates.</summary>
    static abstract void Backward<V>(in RecurrentRowBack row)
        where V : struct, ILanes<V>;
}
