using System.Globalization;
using System.Text;

namespace NeuralCore;

/// <summary>What layers check and print of their arguments.</summary>
internal static class LayerArgument
{
    public static void CheckSize(int size, string name)
    {
        if (size < 1)
            Throw.OutOfRange(name, size, "1 or more");
    }

    public static void CheckEpsilon(Real epsilon)
    {
        if (!(epsilon > 0 && Real.IsFinite(epsilon)))
            Throw.OutOfRange(nameof(epsilon), epsilon, "finite and above 0");
    }

    /// <summary>A single last axis as a shape.</summary>
    public static Shape AxisOf(int features, string name)
    {
        CheckSize(features, name);
        return [features];
    }

    public static void CheckChannels(Tensor input, int channels, string layer)
    {
        if (input.Rank >= 2 && input.Shape[1] != channels)
            Throw.OtherChannels(layer, channels, input.Shape);
    }

    /// <summary>The layer as one would construct it: settings that have their usual value are left out.</summary>
    public static string Describe(string layer, string sizes, bool affine, params ReadOnlySpan<(string Name, Real Value, Real Usual)> settings)
    {
        StringBuilder text = new($"{layer}({sizes}");
        foreach ((string name, Real value, Real usual) in settings)
        {
            if (value != usual)
                text.Append(CultureInfo.InvariantCulture, $", {name}: {value}");
        }

        return text.Append(affine ? ")" : ", affine: false)").ToString();
    }

    /// <summary>Checks what a layer that normalises the last axes is given, and describes the layer.</summary>
    public static string DescribeLastAxes(string layer, Shape normalizedShape, Real epsilon, bool affine)
    {
        if (normalizedShape.Rank == 0 || normalizedShape.Count == 0)
            Throw.NothingToNormalize(layer, normalizedShape);
        CheckEpsilon(epsilon);
        string sizes = normalizedShape.Rank == 1 ? $"{normalizedShape[0]}" : $"{normalizedShape}";
        return Describe(layer, sizes, affine, (nameof(epsilon), epsilon, (Real)1e-5));
    }
}
