namespace MnistSample;

/// <summary>How a PNG file stores colours; the numbers are those of the format.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    RgbAlpha = 6,
}
