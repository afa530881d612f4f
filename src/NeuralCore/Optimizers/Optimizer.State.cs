namespace NeuralCore;

public abstract partial class Optimizer
{
    /// <summary>A copy of all that the optimizer remembers.</summary>
    public OptimizerState Save()
    {
        Dictionary<string, long> steps = [];
        Dictionary<string, Tensor> saved = [];
        foreach (Entry entry in entries)
        {
            steps.Add(entry.Key, entry.Steps);
            for (int i = 0; i < slots.Length; i++)
            {
                if (entry.Slots?[i] is { } slot)
                    saved.Add(SlotKey(entry, i), slot.Copy().Keep());
            }
        }

        return new OptimizerState(LearningRate, steps, saved);
    }

    /// <summary>Goes back to what was saved. Nothing changes unless everything fits.</summary>
    /// <exception cref="ArgumentException">
    /// The state is of another optimizer or model. The message lists everything that is missing, left over, or of another shape.
    /// </exception>
    public void Restore(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<string> faults = Faults(state);
        if (faults.Count > 0)
            Throw.StateMismatch(GetType().Name, faults);
        NotNegative(state.LearningRate, nameof(state.LearningRate));

        LearningRate = state.LearningRate;
        foreach (Entry entry in entries)
        {
            entry.Steps = state.Steps[entry.Key];
            entry.Slots = entry.Steps == 0 ? null : NewSlots(entry.Parameter.Shape);
            for (int i = 0; i < slots.Length; i++)
            {
                if (entry.Slots?[i] is { } slot)
                    state.Slots[SlotKey(entry, i)].Values.CopyTo(slot.Target);
            }
        }
    }

    private List<string> Faults(OptimizerState state)
    {
        List<string> faults = [];
        HashSet<string> keys = [];
        foreach (Entry entry in entries)
        {
            keys.Add(entry.Key);
            if (!state.Steps.TryGetValue(entry.Key, out long steps))
                faults.Add($"missing: the steps of {entry.Key}");
            else if (steps < 0)
                faults.Add(FormattableString.Invariant($"out of range: {entry.Key} has taken {steps} steps"));
            for (int i = 0; i < slots.Length; i++)
            {
                if (!slots[i].IsUsed)
                    continue;
                string key = SlotKey(entry, i);
                keys.Add(key);
                if (!state.Slots.TryGetValue(key, out Tensor? slot))
                {
                    if (steps > 0)
                        faults.Add($"missing: {key} {entry.Parameter.Shape}");
                }
                else if (slot.Shape != entry.Parameter.Shape)
                {
                    faults.Add($"of another shape: {key} is {slot.Shape}, expected {entry.Parameter.Shape}");
                }
            }
        }

        foreach (string key in state.Steps.Keys.Where(key => !keys.Contains(key)))
            faults.Add($"unexpected: the steps of {key}");
        foreach (string key in state.Slots.Keys.Where(key => !keys.Contains(key)))
            faults.Add($"unexpected: {key} {state.Slots[key].Shape}");
        return faults;
    }

    private string SlotKey(Entry entry, int slot) => $"{entry.Key}.{slots[slot].Name}";
}
