using System.Text;

namespace NeuralCore.Samples;

/// <summary>The folder for the results. Each file in it appears whole or not at all.</summary>
public sealed class OutputFolder
{
    private readonly string path;
    private readonly bool isNew;

    /// <summary>Makes the folder where it is missing and tries to write into it, before an hour of training and not after.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="path">The folder.</param>
    /// <exception cref="InputException">The folder cannot be made or written.</exception>
    public OutputFolder(string option, string path)
    {
        this.path = path;
        try
        {
            isNew = !Directory.Exists(path);
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

    /// <summary>Takes the folder away again if it was made for this run and nothing came into it.</summary>
    public void RemoveIfUnused()
    {
        if (isNew && Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
            Directory.Delete(path);
    }
}
