namespace NeuralCore.Samples;

/// <summary>A file of data that a sample learns from, and where to look for it. None is part of the project.</summary>
/// <param name="Folder">The sub-folder of NEURALCORE_DATA that holds it.</param>
/// <param name="Names">The names that the file goes by, the usual one first.</param>
/// <param name="Source">Where a person gets it, as a sentence with the whole address.</param>
public sealed record DataFile(string Folder, IReadOnlyList<string> Names, string Source)
{
    private const string Variable = "NEURALCORE_DATA";

    /// <summary>The names in words.</summary>
    public string Name => string.Join(" or ", Names);

    /// <summary>The path of the file: the one given, else the one in the folder that NEURALCORE_DATA names.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="given">The file, or a folder that holds it; null when the option was not given.</param>
    /// <exception cref="InputException">There is no such file.</exception>
    public string Locate(string option, string? given)
    {
        if (given is not null)
        {
            return Find(given)
                ?? throw new InputException($"{option}: there is no file {given}, nor {Name} in a folder of this name. {Source}");
        }

        string? data = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(data))
            throw new InputException($"No {Name}: {option} is not given, and {Variable} names no folder. {Source} Then name it by {option}.");
        return Find(data)
            ?? throw new InputException($"No {Name}: it is neither in {data} (named by {Variable}) nor in its folder {Folder}. {Source}");
    }

    private string? Find(string place) => new[] { place }
        .Concat(Names.Select(name => Path.Combine(place, name)))
        .Concat(Names.Select(name => Path.Combine(place, Folder, name)))
        .FirstOrDefault(File.Exists);
}
