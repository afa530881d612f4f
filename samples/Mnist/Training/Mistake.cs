namespace MnistSample;

/// <summary>An image that was read as another digit than it is.</summary>
/// <param name="Index">The number of the image.</param>
/// <param name="Truth">The digit it is.</param>
/// <param name="Reading">What the model read.</param>
internal sealed record Mistake(int Index, int Truth, Reading Reading);
