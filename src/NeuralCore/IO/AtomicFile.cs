namespace NeuralCore.IO;

/// <summary>
/// Writes a file so that it appears whole or not at all: what was there before stays until the new one is complete and on the disk.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes through a temporary file in the same folder, which is removed when anything fails.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? full;
        if (!Directory.Exists(folder))
            Throw.NoFolder(path, folder);

        // In the same folder, because a move is atomic only within one file system.
        string temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
