namespace NeuralCore.Datasets;

/// <summary>Writes a digit as a pen path: one of the ways to write it, with the unsteadiness and the slant of a hand.</summary>
internal sealed class Handwriting
{
    /// <summary>Straight pieces for each curve between two points: a piece is then at most about two pixels long.</summary>
    private const int PiecesPerSpan = 6;

    private readonly DisplacementField field = new();
    private readonly List<(float X, float Y)> run = [];
    private readonly PenPath path = new();

    /// <summary>The path of the digit, about one unit high. The same object every time.</summary>
    public PenPath Write(Rng rng, int digit)
    {
        path.Clear();
        byte[][][] ways = DigitStrokes.Ways[digit];
        byte[][] strokes = ways[rng.NextInteger(ways.Length)];
        float unsteadiness = 0.015f + (0.03f * rng.NextUniform());
        field.Draw(rng, 0.05f + (0.14f * rng.NextUniform()));
        foreach (byte[] stroke in strokes)
            AddStroke(rng, stroke, unsteadiness);
        Slant(rng);
        return path;
    }

    private void AddStroke(Rng rng, byte[] stroke, float unsteadiness)
    {
        run.Clear();
        bool begins = true;
        for (int i = 0; i < stroke.Length; i += 2)
        {
            // A repeated point ends one smooth run and begins the next at the same place.
            bool corner = i > 0 && stroke[i] == stroke[i - 2] && stroke[i + 1] == stroke[i - 1];
            if (corner)
            {
                AddRun(begins);
                begins = false;
                (float X, float Y) last = run[^1];
                run.Clear();
                run.Add(last);
                continue;
            }

            float x = (0.01f * stroke[i]) + (unsteadiness * rng.NextNormal());
            float y = (0.01f * stroke[i + 1]) + (unsteadiness * rng.NextNormal());
            run.Add(field.Shift(x, y));
        }

        AddRun(begins);
    }

    // Catmull and Rom's curve through the points; beyond the ends the first and last point are repeated.
    private void AddRun(bool begins)
    {
        if (begins)
            path.Add(new PenPoint(run[0].X, run[0].Y, 1, Begins: true));
        for (int span = 0; span + 1 < run.Count; span++)
        {
            (float X, float Y) a = run[Math.Max(span - 1, 0)];
            (float X, float Y) b = run[span];
            (float X, float Y) c = run[span + 1];
            (float X, float Y) d = run[Math.Min(span + 2, run.Count - 1)];
            for (int piece = 1; piece <= PiecesPerSpan; piece++)
            {
                float t = piece / (float)PiecesPerSpan;
                path.Add(new PenPoint(Curve(a.X, b.X, c.X, d.X, t), Curve(a.Y, b.Y, c.Y, d.Y, t), 1, Begins: false));
            }
        }
    }

    private static float Curve(float a, float b, float c, float d, float t) =>
        b + (0.5f * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    private void Slant(Rng rng)
    {
        float width = 0.5f + (0.6f * rng.NextUniform());
        float shear = Math.Clamp(0.15f + (0.27f * rng.NextNormal()), -0.45f, 0.7f);

        // Half the tangent of the angle gives sine and cosine without a transcendental function; 9 degrees as a rule, at most 23.
        float h = Math.Clamp(0.08f * rng.NextNormal(), -0.2f, 0.2f);
        float cosine = (1 - (h * h)) / (1 + (h * h));
        float sine = 2 * h / (1 + (h * h));
        foreach (ref PenPoint point in path.Points)
        {
            float x = (width * point.X) - (shear * point.Y);
            float y = point.Y;
            point.X = (cosine * x) - (sine * y);
            point.Y = (sine * x) + (cosine * y);
        }
    }
}
