namespace NeuralCore;

/// <summary>How numbers between pixels come about.</summary>
public enum UpsampleMode
{
    /// <summary>The pixel at or before the place: PyTorch's <c>nearest</c>.</summary>
    Nearest,

    /// <summary>The mean of the pixels around the place, weighted by how near they lie: PyTorch's <c>linear</c> for lines and <c>bilinear</c> for images.</summary>
    Linear,
}
