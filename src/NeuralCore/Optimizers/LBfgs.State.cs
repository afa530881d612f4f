using System.Globalization;
using NeuralCore.Kernels;
using NeuralCore.Storage;

namespace NeuralCore;

public sealed partial class LBfgs
{
    private const string Writer = $"{nameof(LBfgs)}.{nameof(Step)}";

    /// <summary>A copy of all that is remembered: with it and the parameters, a run goes on to the bit as if it had never stopped.</summary>
    public OptimizerState Save()
    {
        Dictionary<string, long> steps = new() { ["iterations"] = Iterations, ["evaluations"] = Evaluations };
        Dictionary<string, Tensor> slots = [];
        if (Iterations > 0)
        {
            // Where something was frozen or thawed since the last step, the next one will forget what it knows of the curvature.
            bool forgets = IsFreezingNew;
            slots.Add("gradient", FlatVector.CopyOf(lastGradient));
            slots.Add("step", forgets ? FlatVector.Create(lastStep.Count) : FlatVector.CopyOf(lastStep));
            for (int i = 0; i < history.Count && !forgets; i++)
            {
                slots.Add(Key(i, "step"), FlatVector.CopyOf(history[i].Step));
                slots.Add(Key(i, "change"), FlatVector.CopyOf(history[i].Change));
            }
        }

        return new OptimizerState(LearningRate, steps, slots);
    }

    /// <summary>Goes back to what was saved. Nothing changes unless everything fits. Freeze first what was frozen then.</summary>
    /// <exception cref="ArgumentException">The state is of another optimizer or model. The message lists everything that does not fit.</exception>
    public void Restore(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int pairs = Math.Max(0, (state.Slots.Count - 2) / 2);
        List<string> faults = [];
        foreach (string count in (string[])["iterations", "evaluations"])
        {
            if (!state.Steps.TryGetValue(count, out long value))
                faults.Add($"missing: the number of {count}");
            else if (value < 0)
                faults.Add(FormattableString.Invariant($"out of range: {value} {count}"));
        }

        string[] expected = state.Steps.GetValueOrDefault("iterations") == 0
            ? []
            : ["gradient", "step", .. Enumerable.Range(0, pairs).SelectMany(i => (string[])[Key(i, "step"), Key(i, "change")])];
        foreach (string key in expected)
        {
            if (!state.Slots.TryGetValue(key, out Tensor? slot))
                faults.Add($"missing: {key} {direction.Shape}");
            else if (slot.Shape != direction.Shape)
                faults.Add($"of another shape: {key} is {slot.Shape}, expected {direction.Shape}");
        }

        if (pairs > history.Size)
            faults.Add(FormattableString.Invariant($"too many: {pairs} pairs in the history, which holds {history.Size}"));
        foreach (string key in state.Slots.Keys.Except(expected))
            faults.Add($"unexpected: {key} {state.Slots[key].Shape}");
        if (faults.Count > 0)
            Throw.StateMismatch(nameof(LBfgs), faults);
        LearningRate = state.LearningRate;
        (Iterations, Evaluations) = (state.Steps["iterations"], state.Steps["evaluations"]);
        Forget();
        LookWhatIsFrozen();
        if (expected.Length == 0)
            return;
        state.Slots["gradient"].Values.CopyTo(lastGradient.Target);
        state.Slots["step"].Values.CopyTo(lastStep.Target);
        for (int i = 0; i < pairs; i++)
            history.Add(state.Slots[Key(i, "step")], state.Slots[Key(i, "change")], scratch);
    }

    private static string Key(int pair, string name) => $"{pair.ToString(CultureInfo.InvariantCulture)}.{name}";

    private void Read(Tensor to)
    {
        int at = 0;
        foreach (Parameter parameter in parameters)
        {
            parameter.Value.Values.CopyTo(to.Target.Slice(at, parameter.Count));
            at += parameter.Count;
        }
    }

    private void Write(Tensor from)
    {
        int at = 0;
        foreach (Parameter parameter in parameters)
        {
            if (!parameter.IsFrozen)
            {
                using InPlaceWrite write = parameter.Value.WriteInPlace(Writer);
                from.Values.Slice(at, parameter.Count).CopyTo(write.Target);
            }

            at += parameter.Count;
        }
    }

    /// <summary>Moves the parameters by a step along the direction.</summary>
    private void Move(double step)
    {
        AddScaled add = new((Real)step);
        int at = 0;
        foreach (Parameter parameter in parameters)
        {
            if (!parameter.IsFrozen)
            {
                using InPlaceWrite write = parameter.Value.WriteInPlace(Writer);
                Zip.Run(add, write.Target, direction.Values.Slice(at, parameter.Count), write.Target);
            }

            at += parameter.Count;
        }
    }
}
