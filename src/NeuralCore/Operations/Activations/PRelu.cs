using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x where x is positive and <paramref name="weight"/> x elsewhere, element by element, with slopes that may be learned (He, Zhang, Ren
    /// and Sun, 2015). The slope at exactly 0 is the weight, as in PyTorch. Shapes: x [batch, channels, ...] with a weight [channels], or
    /// any x with a weight [1]; the result as x.
    /// </summary>
    /// <param name="weight">The slope for negative x: one for all, or one for each channel.</param>
    /// <exception cref="ShapeException">The weight holds neither one number nor one for each channel.</exception>
    public Tensor PRelu(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        bool isShared = weight.Rank <= 1 && weight.Count == 1;
        if (!isShared && !(Rank >= 2 && weight.Shape == [Shape[1]]))
            Throw.SlopesPerChannel(nameof(PRelu), weight.Shape, Shape);
        Span<int> sizes = stackalloc int[isShared ? 0 : Rank - 1];
        if (!isShared)
        {
            sizes.Fill(1);
            sizes[0] = weight.Count;
        }

        return Elementwise(new PReluOperation(), this, weight.Reshape(sizes));
    }
}

file readonly struct PReluOperation : IBinaryOperation
{
    public static string Name => nameof(Tensor.PRelu);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), x, x * y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), V.All(1), y);

    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Greater(x, V.All(0)), V.All(0), x);
}
