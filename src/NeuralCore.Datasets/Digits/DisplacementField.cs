namespace NeuralCore.Datasets;

/// <summary>
/// A smooth random shift of every point of the unit square: what an unsteady hand does to a shape. The elastic distortion of Simard,
/// Steinkraus and Platt (Best Practices for Convolutional Neural Networks, 2003), with a cubic B-spline over a grid of normal random
/// numbers in place of their Gaussian filter, so that it can be evaluated at the points of a stroke alone.
/// </summary>
internal sealed class DisplacementField
{
    private const int Cells = 3;
    private const int Side = Cells + 3;

    private readonly float[] gridX = new float[Side * Side];
    private readonly float[] gridY = new float[Side * Side];

    /// <summary>Draws a new field.</summary>
    /// <param name="rng">Where the numbers come from.</param>
    /// <param name="strength">The standard deviation of the grid's shifts, in sides of the square.</param>
    public void Draw(Rng rng, float strength)
    {
        rng.FillNormal(gridX, 0, strength);
        rng.FillNormal(gridY, 0, strength);
    }

    /// <summary>The point where a point is shifted to. Outside the square the field goes on as at the edge.</summary>
    public (float X, float Y) Shift(float x, float y)
    {
        Span<float> weightsX = stackalloc float[4];
        Span<float> weightsY = stackalloc float[4];
        int column = Weights(x, weightsX);
        int row = Weights(y, weightsY);
        float shiftX = 0;
        float shiftY = 0;
        for (int j = 0; j < 4; j++)
        {
            for (int i = 0; i < 4; i++)
            {
                int node = ((row + j) * Side) + column + i;
                float weight = weightsX[i] * weightsY[j];
                shiftX += weight * gridX[node];
                shiftY += weight * gridY[node];
            }
        }

        return (x + shiftX, y + shiftY);
    }

    // The four pieces of the uniform cubic B-spline, which sum to 1.
    private static int Weights(float position, Span<float> weights)
    {
        float scaled = Math.Clamp(position, 0f, 1f) * Cells;
        int cell = Math.Min((int)scaled, Cells - 1);
        float t = scaled - cell;
        float u = 1 - t;
        weights[0] = u * u * u / 6;
        weights[1] = ((3 * t * t * t) - (6 * t * t) + 4) / 6;
        weights[2] = ((3 * u * u * u) - (6 * u * u) + 4) / 6;
        weights[3] = t * t * t / 6;
        return cell;
    }
}
