using System.Text;

namespace NeuralCore.Samples;

/// <summary>The folder for the results. Each file in it appears whole or not at all.</summary>
public sealed class OutputFolder
{
    private readonly string path;
    private readonly string[] made;

    /// <summary>Makes the folder where it is missing and tries to write into it, before an hour of training and not after.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">The folder cannot be made or written.</exception>
    public OutputFolder(string option, string path)
    {
        this.path = path;
        made = [.. Missing(path)];
        try
        {
            Directory.CreateDirectory(path);
            File.Create(PathOf($".{Path.GetRandomFileName()}.tmp"), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            RemoveIfUnused();
            throw new InputException($"{option}: the folder {path} cannot be written. {problem.Message} Name another folder.", problem);
        }
    }

    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Writes a text beside its place and moves it there when it is complete.</summary>
    public void Write(string name, string text)
    {
        string temporary = PathOf($".{name}.{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, PathOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Takes the folder, and those around it, away again if they were made for this run and nothing came into them.</summary>
    public void RemoveIfUnused()
    {
        foreach (string folder in made.Where(Directory.Exists).TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            Directory.Delete(folder);
    }

    // The folders that are to be made, the innermost first.
    private static IEnumerable<string> Missing(string path)
    {
        string? folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
