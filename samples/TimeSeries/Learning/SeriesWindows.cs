using NeuralCore;

namespace TimeSeriesSample;

/// <summary>
/// Cuts a series into examples: two days of hours as the input, the day that follows as the target. Each hour comes with where it lies in
/// the day and in the week, as sines and cosines, because the season is no secret.
/// </summary>
/// <param name="series">The values of the hours.</param>
/// <param name="starts">The first hours to forecast, each with <see cref="Length"/> hours before it and a day from it on.</param>
/// <param name="deviation">What counts as one: the standard deviation of the hours that may be learned from.</param>
internal sealed class SeriesWindows(float[] series, IReadOnlyList<int> starts, float deviation) : IDataset
{
    public const int Length = 2 * Calendar.Day;
    public const int Horizon = Calendar.Day;

    /// <summary>How many numbers each hour has: its value and two points on circles.</summary>
    public const int Features = 5;

    public int Count => starts.Count;

    public Shape InputShape => [Length, Features];

    public Shape TargetShape => [Horizon];

    public bool AllowsConcurrentReads => true;

    public void Read(ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            int start = starts[indices[i]];
            Span<float> window = inputs.Slice(i * Length * Features, Length * Features);
            float level = Level(start);
            for (int j = 0; j < Length; j++)
                Describe(start - Length + j, level, window.Slice(j * Features, Features));
            for (int j = 0; j < Horizon; j++)
                targets[(i * Horizon) + j] = (series[start + j] - level) / deviation;
        }
    }

    /// <summary>Turns what a network says of an example into values of the series.</summary>
    public float[] ToValues(int index, ReadOnlySpan<float> answer)
    {
        float level = Level(starts[index]);
        float[] values = new float[answer.Length];
        for (int j = 0; j < values.Length; j++)
            values[j] = level + (deviation * answer[j]);
        return values;
    }

    // The mean of the window: whatever the trend has come to, the network sees numbers around zero.
    private float Level(int start)
    {
        double sum = 0;
        foreach (float value in series.AsSpan(start - Length, Length))
            sum += value;
        return (float)(sum / Length);
    }

    private void Describe(int hour, float level, Span<float> features)
    {
        features[0] = (series[hour] - level) / deviation;
        features[1] = (float)Calendar.Sine(hour, Calendar.Day);
        features[2] = (float)Calendar.Cosine(hour, Calendar.Day);
        features[3] = (float)Calendar.Sine(hour, Calendar.Week);
        features[4] = (float)Calendar.Cosine(hour, Calendar.Week);
    }
}
