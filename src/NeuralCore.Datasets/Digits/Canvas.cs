namespace NeuralCore.Datasets;

/// <summary>A square of pixels that a pen leaves ink on, with room around the image that is cut out in the end.</summary>
internal sealed class Canvas
{
    /// <summary>The coordinate of the middle. Pixel (0, 0) has its centre at the point (0, 0).</summary>
    public const int Middle = Side / 2;

    private const int Side = 48;

    private readonly float[] ink = new float[Side * Side];

    /// <summary>Draws a path on a clean canvas.</summary>
    /// <param name="points">The path.</param>
    /// <param name="softness">The width of the edge in which full ink fades to none, in pixels.</param>
    public void Draw(ReadOnlySpan<PenPoint> points, float softness)
    {
        ink.AsSpan().Clear();
        for (int i = 1; i < points.Length; i++)
        {
            if (!points[i].Begins)
                DrawPiece(points[i - 1], points[i], softness);
        }
    }

    /// <summary>
    /// Cuts out an image, moved by whole pixels so that its centre of mass is at (size / 2, size / 2) to half a pixel, where MNIST has
    /// it. The ink is uneven as on paper; a pixel without ink is exactly 0.
    /// </summary>
    public void CopyCentred(Span<byte> pixels, int size, Rng rng)
    {
        (int column, int row) = CentreOfMass();
        int left = Math.Clamp(column - (size / 2), 0, Side - size);
        int top = Math.Clamp(row - (size / 2), 0, Side - size);
        float darkness = 0.95f + (0.2f * rng.NextUniform());
        float grain = 0.02f + (0.08f * rng.NextUniform());
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                float value = ink[((top + y) * Side) + left + x];
                if (value > 0)
                    value *= darkness * (1 - (grain * rng.NextUniform()));
                pixels[(y * size) + x] = (byte)((255 * Math.Min(value, 1f)) + 0.5f);
            }
        }
    }

    private (int Column, int Row) CentreOfMass()
    {
        (float mass, float x, float y) = (0, 0, 0);
        for (int i = 0; i < ink.Length; i++)
        {
            mass += ink[i];
            x += ink[i] * (i % Side);
            y += ink[i] * (i / Side);
        }

        return ((int)MathF.Round(x / mass), (int)MathF.Round(y / mass));
    }

    private void DrawPiece(PenPoint a, PenPoint b, float softness)
    {
        float reach = Math.Max(a.Radius, b.Radius) + (0.5f * softness);
        int left = Math.Max((int)MathF.Floor(Math.Min(a.X, b.X) - reach), 0);
        int right = Math.Min((int)MathF.Ceiling(Math.Max(a.X, b.X) + reach), Side - 1);
        int top = Math.Max((int)MathF.Floor(Math.Min(a.Y, b.Y) - reach), 0);
        int bottom = Math.Min((int)MathF.Ceiling(Math.Max(a.Y, b.Y) + reach), Side - 1);
        (float alongX, float alongY) = (b.X - a.X, b.Y - a.Y);
        float lengthSquare = (alongX * alongX) + (alongY * alongY);
        float inverse = lengthSquare > 0 ? 1 / lengthSquare : 0;
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                (float toX, float toY) = (x - a.X, y - a.Y);
                float t = Math.Clamp(((toX * alongX) + (toY * alongY)) * inverse, 0f, 1f);
                (float offX, float offY) = (toX - (t * alongX), toY - (t * alongY));
                float distance = MathF.Sqrt((offX * offX) + (offY * offY));
                float radius = a.Radius + (t * (b.Radius - a.Radius));
                float cover = Math.Clamp(((radius - distance) / softness) + 0.5f, 0f, 1f);
                ref float pixel = ref ink[(y * Side) + x];
                pixel = Math.Max(pixel, cover);
            }
        }
    }
}
