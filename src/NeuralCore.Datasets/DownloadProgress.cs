namespace NeuralCore.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="File">The file being received.</param>
/// <param name="FileNumber">Its number, from 1.</param>
/// <param name="FileCount">How many files there are.</param>
/// <param name="BytesReceived">The bytes of this file received so far.</param>
/// <param name="BytesExpected">The bytes it has, when the server says so.</param>
public readonly record struct DownloadProgress(string File, int FileNumber, int FileCount, long BytesReceived, long? BytesExpected);
