namespace NeuralCore.Datasets;

/// <summary>A point of a pen's path.</summary>
internal record struct PenPoint(float X, float Y, float Radius, bool Begins);
