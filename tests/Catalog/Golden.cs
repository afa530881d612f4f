using System.Text.Json;

namespace NeuralCore.Catalog;

/// <summary>The values that PyTorch computed, read from the committed files.</summary>
internal static class Golden
{
    private static readonly Dictionary<string, JsonElement> files = [];

    /// <summary>What a golden file holds for a row.</summary>
    public static JsonElement Find(string file, string row)
    {
        JsonElement rows;
        lock (files)
        {
            if (!files.TryGetValue(file, out rows))
            {
                string path = Path.Combine(AppContext.BaseDirectory, "Goldens", file + ".json");
                rows = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.GetProperty("rows");
                files.Add(file, rows);
            }
        }

        return rows.TryGetProperty(row, out JsonElement found)
            ? found
            : throw new InvalidOperationException($"{file}.json has no row \"{row}\". Make the golden files again; CONTRIBUTING.md says how.");
    }

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    // JSON has no literals for these, so the files hold them as strings.
    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, _ => double.NegativeInfinity }
        : element.GetDouble();

    public static Shape Shape(this JsonElement element) => [.. element.EnumerateArray().Select(size => size.GetInt32())];
}
