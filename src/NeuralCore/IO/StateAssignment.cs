namespace NeuralCore.IO;

/// <summary>Puts loaded tensors into those of a model, all of them or none.</summary>
internal static class StateAssignment
{
    /// <summary>Compares names and shapes.</summary>
    /// <exception cref="WeightMismatchException">Something does not fit.</exception>
    public static void Check(string path, IReadOnlyList<(string Name, Tensor Tensor)> state, IReadOnlyDictionary<string, Tensor> loaded)
    {
        HashSet<string> expected = new(state.Select(static pair => pair.Name), StringComparer.Ordinal);
        List<string> unexpected = [.. loaded.Keys.Where(name => !expected.Contains(name))];
        List<string> missing = [.. state.Where(pair => !loaded.ContainsKey(pair.Name)).Select(static pair => pair.Name)];
        List<(string Name, Tensor Tensor)> misshapen =
            [.. state.Where(pair => loaded.TryGetValue(pair.Name, out Tensor? tensor) && tensor.Shape != pair.Tensor.Shape)];
        if (unexpected.Count + missing.Count + misshapen.Count > 0)
        {
            Dictionary<string, Shape> shapes = state.ToDictionary(static pair => pair.Name, static pair => pair.Tensor.Shape);
            Throw.WeightsDoNotFit(
                path,
                [.. missing.Select(name => (name, Missing(name, shapes[name], unexpected, loaded)))],
                [.. unexpected.Select(name => (name, $"\"{name}\" {loaded[name].Shape}"))],
                [.. misshapen.Select(pair => (pair.Name, Misshapen(pair.Name, loaded[pair.Name].Shape, pair.Tensor.Shape)))]);
        }
    }

    /// <summary>Copies the numbers, after everything was checked.</summary>
    public static void Copy(IReadOnlyList<(string Name, Tensor Tensor)> state, IReadOnlyDictionary<string, Tensor> loaded)
    {
        foreach ((string name, Tensor tensor) in state)
            tensor.CopyFrom(loaded[name].Values);
    }

    private static string Misshapen(string name, Shape there, Shape here) => $"\"{name}\" has {there}, the model needs {here}";

    private static string Missing(string name, Shape shape, List<string> unexpected, IReadOnlyDictionary<string, Tensor> loaded)
    {
        string text = $"\"{name}\" {shape}";
        if (unexpected.Count == 0)
            return text;

        // A tensor of the same shape is the likelier one, whatever it is called.
        string nearest = unexpected.OrderBy(other => (loaded[other].Shape == shape ? 0 : name.Length) + Distance(name, other)).First();
        return $"{text} (nearest in the file: \"{nearest}\" {loaded[nearest].Shape})";
    }

    /// <summary>How many letters must be added, removed or changed to get from one name to the other (Levenshtein, 1965).</summary>
    private static int Distance(string left, string right)
    {
        int[] row = new int[right.Length + 1];
        for (int j = 0; j < row.Length; j++)
            row[j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
