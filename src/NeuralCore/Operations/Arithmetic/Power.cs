using NeuralCore.Kernels;
using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>
    /// x^y with a number y, element by element: NaN for a negative x and a y that is not whole. x^0 is 1 for every x, NaN included. The
    /// exponents 2, 3, ½, -½, -1 and -2 are computed by multiplication, division and square root, as in PyTorch, and are faster.
    /// </summary>
    public Tensor Power(Real exponent) => exponent switch
    {
        (Real)0.5 => Sqrt(),
        (Real)(-0.5) => Sqrt().Reciprocal(),
        2 => Square(),
        3 => Elementwise(new Cube()),
        -1 => Reciprocal(),
        -2 => Square().Reciprocal(),
        _ => Elementwise(new PowerOfScalar(exponent)),
    };

    /// <summary>x^y, element by element with broadcasting: NaN for a negative x and a y that is not whole.</summary>
    /// <remarks>As in PyTorch, the slope along y is 0 where x is 0 and y is not negative, and that along x is 0 where y is 0.</remarks>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    public Tensor Power(Tensor exponent) => Elementwise(new Power(), this, exponent);

    /// <summary>x^y with a number x, element by element.</summary>
    /// <remarks>As in PyTorch, the slope is 0 where x is 0 and y is not negative.</remarks>
    public static Tensor Power(Real number, Tensor exponent)
    {
        ArgumentNullException.ThrowIfNull(exponent);
        return exponent.Elementwise(new PowerOfNumber(number));
    }
}

file readonly struct Cube : IUnaryOperation
{
    public static string Name => nameof(Tensor.Power);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => x * x * x;

    public V Slope<V>(V kept)
        where V : struct, ILanes<V> => V.All(3) * kept * kept;
}

file readonly struct PowerOfScalar(Real exponent) : IUnaryOperation
{
    public static string Name => nameof(Tensor.Power);

    public Keep Keep => Keep.Input;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Pow(x, V.All(exponent));

    // x^0 is constant, but the formula would give 0 times infinity at x = 0.
    public V Slope<V>(V kept)
        where V : struct, ILanes<V> =>
        exponent == 0 ? V.All(0) : V.All(exponent) * LanesMath.Pow(kept, V.All(exponent - 1));
}

file readonly struct Power : IBinaryOperation
{
    public static string Name => nameof(Tensor.Power);

    public V Value<V>(V x, V y)
        where V : struct, ILanes<V> => LanesMath.Pow(x, y);

    public V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V> => V.Where(V.Equal(y, V.All(0)), V.All(0), y * LanesMath.Pow(x, y - V.All(1)));

    // 0^y is 0 for every y above 0, whatever the logarithm says.
    public V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V>
    {
        V flat = V.And(V.Equal(x, V.All(0)), V.GreaterOrEqual(y, V.All(0)));
        return V.Where(flat, V.All(0), LanesMath.Pow(x, y) * LanesMath.Log(x));
    }
}

file readonly struct PowerOfNumber : IUnaryOperation
{
    private readonly Real number;
    private readonly Real log;

    public PowerOfNumber(Real number)
    {
        this.number = number;
        Lanes1.Store(LanesMath.Log(Lanes1.All(number)), ref log, 0);
    }

    public static string Name => nameof(Tensor.Power);

    public Keep Keep => Keep.Output;

    public V Value<V>(V x)
        where V : struct, ILanes<V> => LanesMath.Pow(V.All(number), x);

    // 0^x is 0 or 1 exactly where x is not negative; there it is flat, whatever the logarithm says.
    public V Slope<V>(V kept)
        where V : struct, ILanes<V>
    {
        V slope = kept * V.All(log);
        return number == 0 ? V.Where(V.LessOrEqual(kept, V.All(1)), V.All(0), slope) : slope;
    }
}
