using System.Globalization;
using NeuralCore.Datasets;

namespace MnistSample;

/// <summary>Says in a line when a file begins to arrive.</summary>
internal sealed class DownloadLines(TextWriter output) : IProgress<DownloadProgress>
{
    private int announced;

    public void Report(DownloadProgress value)
    {
        lock (output)
        {
            if (value.FileNumber <= announced)
                return;
            announced = value.FileNumber;
            string size = value.BytesExpected is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", {bytes / 1e6:0.0} MB") : "";
            output.WriteLine($"Downloading MNIST, file {value.FileNumber} of {value.FileCount}: {value.File}{size}");
        }
    }
}
