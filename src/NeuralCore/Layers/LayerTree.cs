using System.Globalization;
using System.Text;

namespace NeuralCore;

/// <summary>Prints a layer as a tree: a line for each layer, with the count and the shapes of its own parameters, and the total.</summary>
internal sealed class LayerTree
{
    private readonly List<(string Text, string Count, string Shapes)> lines = [];
    private readonly HashSet<Layer> layers = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> values = new(ReferenceEqualityComparer.Instance);

    public static string Print(Layer layer)
    {
        LayerTree tree = new();
        tree.Add(layer, layer.Description, "");
        tree.lines.Add(Total(layer.Parameters));
        return tree.Format();
    }

    private static (string, string, string) Total(IReadOnlyList<Parameter> parameters)
    {
        long frozen = Count(parameters.Where(parameter => parameter.IsFrozen));
        string rest = frozen == 0 ? "" : $", {Number(frozen)} of them frozen";
        return ("Total", Number(Count(parameters)), "parameters" + rest);
    }

    private void Add(Layer layer, string text, string indent)
    {
        bool isFirst = layers.Add(layer);
        List<string> shapes = [];
        List<Parameter> counted = [];
        foreach ((string name, Parameter parameter) in layer.OwnParameters)
        {
            bool isShared = !values.Add(parameter.Value);
            if (!isShared)
                counted.Add(parameter);
            shapes.Add($"{name} {parameter.Shape}{(isShared ? " shared" : "")}{(parameter.IsFrozen ? " frozen" : "")}");
        }

        lines.Add((text, counted.Count == 0 ? "" : Number(Count(counted)), isFirst ? string.Join(", ", shapes) : "the same layer as above"));
        if (!isFirst)
            return;
        for (int i = 0; i < layer.Children.Count; i++)
        {
            (string name, Layer child) = layer.Children[i];
            bool isLast = i == layer.Children.Count - 1;
            string below = indent + (isLast ? "   " : "│  ");
            Add(child, $"{indent}{(isLast ? "└─ " : "├─ ")}{name}: {child.Description}", below);
        }
    }

    private string Format()
    {
        int textWidth = lines.Max(line => line.Text.Length);
        int countWidth = lines.Max(line => line.Count.Length);
        StringBuilder result = new();
        for (int i = 0; i < lines.Count; i++)
        {
            (string text, string count, string shapes) = lines[i];
            string line = $"{text.PadRight(textWidth)}   {count.PadLeft(countWidth)}   {shapes}";
            result.Append(i == 0 ? "" : "\n").Append(line.TrimEnd());
        }

        return result.ToString();
    }

    private static long Count(IEnumerable<Parameter> parameters) => parameters.Sum(parameter => (long)parameter.Count);

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
