using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace NeuralCore.IO;

/// <summary>Reads the JSON of a header strictly: what is not known, given twice or of the wrong kind is refused.</summary>
internal static class SafeTensorsHeaderParser
{
    private const string TypeKey = "dtype";
    private const string ShapeKey = "shape";
    private const string PlaceKey = "data_offsets";

    /// <summary>
    /// Parses the header's bytes, which begin at <paramref name="position"/> in the file. Entries come in the order of their numbers.
    /// </summary>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> json, string path, long position)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            if (json[0] != (byte)'{')
                Fail($"it begins with byte 0x{json[0]:X2} instead of an opening brace");
            reader.Read();
            SafeTensorsHeader header = ReadHeader(ref reader);

            // Reading on makes sure that only white space is left.
            reader.Read();
            return header;
        }
        catch (Exception problem) when (problem is FormatException or JsonException or InvalidOperationException or OverflowException)
        {
            // The JSON reader reports text that is not UTF-8 as an invalid operation.
            Throw.WeightHeader(path, position + reader.TokenStartIndex, problem);
            throw;
        }
    }

    private static SafeTensorsHeader ReadHeader(ref Utf8JsonReader reader)
    {
        List<TensorEntry> entries = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        while (NextKey(ref reader) is { } name)
        {
            if (!names.Add(name))
                Fail($"the name \"{name}\" is there twice");
            if (name == SafeTensorsHeader.MetadataName)
                ReadMetadata(ref reader, metadata);
            else
                entries.Add(ReadEntry(ref reader, name));
        }

        // A tensor without numbers ends where it begins, so it must come before the one that begins there too.
        entries.Sort(static (left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
        return new SafeTensorsHeader(entries, metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String);
            if (!metadata.TryAdd(key, reader.GetString()!))
                Fail($"the metadata name \"{key}\" is there twice");
        }
    }

    private static TensorEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        ElementType? type = null;
        Shape? shape = null;
        (long Begin, long End)? place = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextKey(ref reader) is { } key)
        {
            switch (key)
            {
                case TypeKey when type is null:
                    type = ReadType(ref reader, name);
                    break;
                case ShapeKey when shape is null:
                    shape = ReadShape(ref reader, name);
                    break;
                case PlaceKey when place is null:
                    place = ReadPlace(ref reader, name);
                    break;
                default:
                    Fail($"tensor \"{name}\" has a second or unknown \"{key}\"");
                    break;
            }
        }

        if (type is null || shape is null || place is null)
            Fail($"tensor \"{name}\" lacks one of {TypeKey}, {ShapeKey} and {PlaceKey}");
        (long begin, long end) = place.Value;
        long needed = (long)shape.Value.Count * type.Size;
        if (end - begin != needed)
            Fail($"tensor \"{name}\" has {end - begin} bytes ({begin} to {end}), but {type.Name} {shape} needs {needed}");
        return new TensorEntry(name, type, shape.Value, begin, end);
    }

    private static ElementType ReadType(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String);
        string type = reader.GetString()!;
        ElementType? found = ElementType.Find(type);
        if (found is null)
            Fail($"tensor \"{name}\" has the type {type}; known are {ElementType.Names}");
        return found;
    }

    private static Shape ReadShape(ref Utf8JsonReader reader, string name)
    {
        List<int> sizes = [];
        foreach (long size in ReadNumbers(ref reader, name))
        {
            if (size > int.MaxValue)
                Fail($"tensor \"{name}\" has an axis of size {size}; a tensor holds at most {Shape.MaxCount} numbers");
            sizes.Add((int)size);
        }

        try
        {
            return [.. sizes];
        }
        catch (ShapeException problem)
        {
            throw new FormatException($"tensor \"{name}\" is too large. {problem.Message}", problem);
        }
    }

    private static (long Begin, long End) ReadPlace(ref Utf8JsonReader reader, string name)
    {
        List<long> numbers = ReadNumbers(ref reader, name);
        if (numbers.Count != 2 || numbers[1] < numbers[0])
            Fail($"tensor \"{name}\" has a {PlaceKey} that is not a beginning and an end after it");
        return (numbers[0], numbers[1]);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        List<long> numbers = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                Fail($"tensor \"{name}\" has a size or an offset that is not a whole number of 0 or more");
            else
                numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>The next name in an object, or null at its end.</summary>
    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : reader.GetString();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        if (reader.TokenType != type)
            Fail($"a {type} is expected, and a {reader.TokenType} is there");
    }

    [DoesNotReturn]
    private static void Fail(string problem) => throw new FormatException(problem);
}
