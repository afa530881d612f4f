using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x times (x + 3) / 6 held between 0 and 1, element by element: SiLU of straight lines (Howard et al.: MobileNetV3, 2019). The slope
    /// at exactly -3 is -½ and at exactly 3 is 1½, as in PyTorch.
    /// </summary>
    public Tensor HardSwish() => Elementwise(new HardSwish());
}

public abstract partial class Activation
{
    /// <inheritdoc cref="Tensor.HardSwish"/>
    public static Activation HardSwish { get; } = Of(new HardSwish());
}

file readonly struct HardSwish : IUnaryOperation
{
    public static string Name => nameof(Tensor.HardSwish);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * (V.Max(V.Min(x + V.All(3), V.All(6)), V.All(0)) / V.All(6));

    // (x (x + 3) / 6)' = x / 3 + ½
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V between = (kept / V.All(3)) + V.All((Real)0.5);
        return V.Where(V.Greater(kept, V.All(3)), V.All(1), V.Where(V.Less(kept, V.All(-3)), V.All(0), between));
    }
}
