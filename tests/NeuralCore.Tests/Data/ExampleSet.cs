namespace NeuralCore.Tests.Data;

/// <summary>Examples that tell who they are: inputs [i, i + 0.5], target i.</summary>
internal static class ExampleSet
{
    public static InMemoryDataset Of(int count)
    {
        var inputs = new Real[count * 2];
        var targets = new Real[count];
        for (int i = 0; i < count; i++)
        {
            inputs[2 * i] = i;
            inputs[(2 * i) + 1] = i + (Real)0.5;
            targets[i] = i;
        }

        return new InMemoryDataset(Tensor.Wrap(inputs, count, 2), Tensor.Wrap(targets));
    }

    /// <summary>The numbers of all examples in the order in which batches give them; fails when inputs and targets do not belong together.</summary>
    public static int[] Numbers(IEnumerable<Batch> batches)
    {
        List<int> numbers = [];
        foreach ((Tensor x, Tensor y) in batches)
        {
            for (int i = 0; i < y.Count; i++)
            {
                if (x[i, 0] != y[i] || x[i, 1] != y[i] + (Real)0.5)
                    throw new InvalidOperationException($"Inputs {x[i, 0]} and {x[i, 1]} do not belong to target {y[i]}.");
                numbers.Add((int)y[i]);
            }
        }

        return [.. numbers];
    }
}
