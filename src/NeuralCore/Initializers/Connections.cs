namespace NeuralCore;

/// <summary>How many connections a weight [out, in, kernel...] makes for each output and each input.</summary>
internal readonly record struct Connections(double In, double Out)
{
    public static Connections Of(Shape weight)
    {
        if (weight.Rank < 2)
            Throw.NoFan(weight);
        double kernel = 1;
        foreach (int size in weight.AsSpan()[2..])
            kernel *= size;
        return new Connections(weight[1] * kernel, weight[0] * kernel);
    }

    public double Of(Fan fan) => fan == Fan.In ? In : Out;
}
