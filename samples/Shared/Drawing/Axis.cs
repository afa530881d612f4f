using System.Globalization;

namespace NeuralCore.Samples;

/// <summary>An axis with lines at round numbers.</summary>
/// <param name="Low">The lowest line.</param>
/// <param name="High">The highest line.</param>
/// <param name="Step">The distance between lines.</param>
public readonly record struct Axis(double Low, double High, double Step)
{
    private const int WantedTicks = 5;

    /// <summary>The values of the lines, from the lowest.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            for (double tick = Low; tick <= High + (Step / 2); tick += Step)
                yield return tick;
        }
    }

    /// <summary>An axis that holds all values.</summary>
    public static Axis Around(IEnumerable<double> values)
    {
        double[] all = [.. values];
        (double least, double most) = (all.Min(), all.Max());
        double range = Math.Max(most - least, Math.Max(Math.Abs(most) * 1e-3, 1e-6));
        double rough = range / WantedTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = new[] { 1, 2, 5, 10 }.First(factor => factor * power >= rough * 0.999) * power;
        double low = Math.Floor(least / step) * step;
        double high = Math.Ceiling(most / step) * step;
        return new Axis(low, high > low ? high : low + step, step);
    }

    /// <summary>Where a value lies: 0 at the lowest line, 1 at the highest.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <summary>A line's number, with as many decimals as tell the lines apart.</summary>
    public string Label(double value)
    {
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9), 0, 6);
        return Math.Abs(value) < Step / 2 ? "0" : value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
