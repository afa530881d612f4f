namespace MnistSample;

/// <summary>
/// Brings a picture of a digit into the form of MNIST (LeCun, Cortes and Burges, 1998): light on dark, the digit scaled into a box of
/// 20 x 20 pixels, its centre of mass in the middle of 28 x 28.
/// </summary>
internal static class DigitCentring
{
    public const int Side = 28;

    private const int Box = 20;

    // Below this share of the darkest ink a pixel is paper: shadows and the rings that JPEG leaves around strokes must not widen the box.
    private const float Paper = 0.15f;

    // A picture with less difference between paper and ink shows nothing that a person would call a digit.
    private const int LeastContrast = 24;

    /// <summary>The digit as 28 x 28 bytes, 0 paper to 255 ink.</summary>
    public static byte[] Centre(GreyImage picture, string path)
    {
        float[] ink = Ink(picture, path);
        (int left, int top, int right, int bottom) = Bounds(ink, picture.Width);
        (int width, int height) = (right - left, bottom - top);
        float scale = (float)Box / Math.Max(width, height);
        (int columns, int rows) = (Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)));
        float[] box = new float[columns * rows];
        for (int y = 0; y < rows; y++)
        {
            (float y0, float y1) = (top + ((float)y * height / rows), top + ((y + 1f) * height / rows));
            for (int x = 0; x < columns; x++)
            {
                (float x0, float x1) = (left + ((float)x * width / columns), left + ((x + 1f) * width / columns));
                box[(y * columns) + x] = Average(ink, picture.Width, x0, y0, x1, y1);
            }
        }

        return Place(box, columns, rows);
    }

    // 0 for the paper, 1 for the strongest ink. The border of a picture is paper, so it says which is which.
    private static float[] Ink(GreyImage picture, string path)
    {
        int paper = MedianOfBorder(picture);
        (int darkest, int lightest) = (255, 0);
        foreach (byte pixel in picture.Pixels)
        {
            darkest = Math.Min(darkest, pixel);
            lightest = Math.Max(lightest, pixel);
        }

        // Signed, so that ink is positive whichever of the two is darker.
        int strongest = lightest - paper > paper - darkest ? lightest - paper : darkest - paper;
        if (Math.Abs(strongest) < LeastContrast)
        {
            throw new InputException(
                $"{path}: the picture is blank. All grey levels lie between {darkest} and {lightest}, and ink must differ from paper by "
                + $"{LeastContrast} or more. Give a picture of one digit, dark on light or light on dark.");
        }

        float[] ink = new float[picture.Pixels.Length];
        for (int i = 0; i < ink.Length; i++)
        {
            float strength = (float)(picture.Pixels[i] - paper) / strongest;
            ink[i] = strength < Paper ? 0 : Math.Min(strength, 1);
        }

        return ink;
    }

    private static int MedianOfBorder(GreyImage picture)
    {
        List<byte> border = [];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x += y == 0 || y == picture.Height - 1 ? 1 : Math.Max(1, picture.Width - 1))
                border.Add(picture.Pixels[(y * picture.Width) + x]);
        }

        border.Sort();
        return border[border.Count / 2];
    }

    private static (int Left, int Top, int Right, int Bottom) Bounds(float[] ink, int width)
    {
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] == 0)
                continue;
            (int y, int x) = Math.DivRem(i, width);
            (left, top) = (Math.Min(left, x), Math.Min(top, y));
            (right, bottom) = (Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }

        return (left, top, right, bottom);
    }

    // The mean over a rectangle whose sides may cut through pixels: no stroke gets lost between samples, however large the picture.
    private static float Average(float[] ink, int width, float left, float top, float right, float bottom)
    {
        float sum = 0;
        for (int y = (int)top; y < bottom; y++)
        {
            float high = Math.Min(bottom, y + 1) - Math.Max(top, y);
            for (int x = (int)left; x < right; x++)
                sum += ink[(y * width) + x] * high * (Math.Min(right, x + 1) - Math.Max(left, x));
        }

        return sum / ((right - left) * (bottom - top));
    }

    private static byte[] Place(float[] box, int columns, int rows)
    {
        (float mass, float sumX, float sumY) = (0, 0, 0);
        for (int i = 0; i < box.Length; i++)
        {
            mass += box[i];
            sumX += box[i] * (i % columns);
            sumY += box[i] * (i / columns);
        }

        int left = Math.Clamp((Side / 2) - (int)MathF.Round(sumX / mass), 0, Side - columns);
        int top = Math.Clamp((Side / 2) - (int)MathF.Round(sumY / mass), 0, Side - rows);
        byte[] pixels = new byte[Side * Side];
        for (int i = 0; i < box.Length; i++)
            pixels[((top + (i / columns)) * Side) + left + (i % columns)] = (byte)((255 * Math.Min(box[i], 1)) + 0.5f);
        return pixels;
    }
}
