namespace NeuralCore.Datasets;

/// <summary>The path of a pen: points in order, each with the radius of the ink, some of them beginning a new stroke.</summary>
internal sealed class PenPath
{
    private PenPoint[] points = new PenPoint[128];
    private int count;

    public Span<PenPoint> Points => points.AsSpan(0, count);

    public void Clear() => count = 0;

    public void Add(PenPoint point)
    {
        if (count == points.Length)
            Array.Resize(ref points, 2 * count);
        points[count++] = point;
    }

    /// <summary>The box around all points, the ink not counted.</summary>
    public (float Left, float Top, float Right, float Bottom) Bounds()
    {
        (float left, float top, float right, float bottom) = (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        foreach (PenPoint point in Points)
        {
            left = Math.Min(left, point.X);
            top = Math.Min(top, point.Y);
            right = Math.Max(right, point.X);
            bottom = Math.Max(bottom, point.Y);
        }

        return (left, top, right, bottom);
    }

    /// <summary>Scales, then shifts, every point; the radii stay.</summary>
    public void Place(float scale, float shiftX, float shiftY)
    {
        foreach (ref PenPoint point in Points)
        {
            point.X = (scale * point.X) + shiftX;
            point.Y = (scale * point.Y) + shiftY;
        }
    }
}
