namespace MnistSample;

/// <summary>A picture in grey: 0 is black and 255 is white, row after row.</summary>
internal sealed record GreyImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>Larger pictures are refused before memory is taken; photographs of 100 million pixels still pass.</summary>
    public const int MaximumPixels = 1 << 27;
}
