namespace NeuralCore.Datasets;

/// <summary>The four files of a set in the layout of MNIST, where they lie.</summary>
internal sealed record MnistFiles(string Folder, string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    // The folder itself, the place of this project's shared data, and the one torchvision makes.
    private static readonly string[] places = ["", "mnist", Path.Combine("MNIST", "raw")];

    /// <summary>The files in a folder, or in the mnist folder inside; null when one is missing.</summary>
    public static MnistFiles? TryLocate(string folder)
    {
        foreach (string place in places)
        {
            string candidate = Path.Combine(folder, place);
            string[] paths = MnistFile.All.Select(file => file.In(candidate)).OfType<string>().ToArray();
            if (paths.Length == MnistFile.All.Count)
                return new MnistFiles(candidate, paths[0], paths[1], paths[2], paths[3]);
        }

        return null;
    }

    /// <summary>The files in a folder, or in the mnist folder inside.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="givenBy">Who named it, for the error message.</param>
    /// <exception cref="IOException">The folder or a file is missing.</exception>
    public static MnistFiles Locate(string folder, string givenBy)
    {
        if (!Directory.Exists(folder))
            Throw.FolderMissing(folder, givenBy);
        MnistFiles? files = TryLocate(folder);
        if (files is null)
        {
            string[] missing = places.Select(place => MissingIn(Path.Combine(folder, place))).MinBy(names => names.Length)!;
            Throw.FilesMissing(folder, givenBy, missing);
        }

        return files;
    }

    private static string[] MissingIn(string folder) =>
        MnistFile.All.Where(file => file.In(folder) is null).Select(file => file.Name).ToArray();
}
