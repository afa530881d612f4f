namespace NeuralCore;

/// <summary>Turns the recording of operations off and on for the current thread.</summary>
public static class Gradients
{
    [ThreadStatic]
    private static int disabled;

    /// <summary>Whether operations on tensors that require a gradient are recorded on this thread.</summary>
    public static bool AreRecorded => disabled == 0;

    /// <summary>Stops recording until the returned scope ends: <c>using (Gradients.Disable()) …</c>. Saves memory and time when only results count.</summary>
    public static DisabledScope Disable()
    {
        disabled++;
        return new DisabledScope(isOpen: true);
    }

    internal static bool AreNeededFor(Tensor input) => disabled == 0 && input.RequiresGradient;

    internal static bool AreNeededFor(Tensor first, Tensor second) => disabled == 0 && (first.RequiresGradient || second.RequiresGradient);

    internal static bool AreNeededFor(ReadOnlySpan<Tensor> inputs)
    {
        if (disabled != 0)
            return false;
        foreach (Tensor input in inputs)
        {
            if (input.RequiresGradient)
                return true;
        }

        return false;
    }

    /// <summary>Ends <see cref="Disable"/>. Use it in a using statement, once, on the thread that opened it.</summary>
    public ref struct DisabledScope
    {
        private bool isOpen;

        internal DisabledScope(bool isOpen) => this.isOpen = isOpen;

        /// <summary>Goes back to what was before. A second call does nothing.</summary>
        public void Dispose()
        {
            if (isOpen)
                disabled--;
            isOpen = false;
        }
    }
}
