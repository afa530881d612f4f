using NeuralCore.Storage;

namespace NeuralCore;

/// <summary>
/// Adds to each token what says where it stands, as attention alone does not see it: sin(p f) to even features 2i and cos(p f) to odd ones
/// 2i + 1, for the token at p = 0, 1, 2 … with f = 10000^(-2i / features) (Vaswani and others: Attention Is All You Need, 2017). Nothing is
/// learned, and there may be any number of tokens. Shapes: x [..., tokens, features], result as x.
/// </summary>
public sealed class SinusoidalPositions : Layer
{
    private const double LogOfLongest = 9.2103403719761827; // log 10000

    private readonly int features;

    // For as many tokens as were ever asked for, or more. Replaced as a whole when that is too few, so that threads may read it at any time.
    private Tensor table;

    /// <summary>Prepares for a number of features.</summary>
    /// <param name="features">How many features a token has.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature.</exception>
    public SinusoidalPositions(int features)
    {
        LayerArgument.CheckSize(features, nameof(features));
        Description = FormattableString.Invariant($"SinusoidalPositions({features})");
        this.features = features;
        table = Tensor.Zeros(0, features).Keep();
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input is not [..., tokens, features].</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2 || input.Shape[^1] != features)
            Throw.PositionsShape(nameof(SinusoidalPositions), features, input.Shape);
        int tokens = input.Shape[^2];
        Tensor known = Volatile.Read(ref table);
        if (known.Shape[0] < tokens)
        {
            known = Table(Math.Max(tokens, Math.Min(2 * known.Shape[0], Shape.MaxCount / features)), features);
            Volatile.Write(ref table, known);
        }

        return input + known.View(Shape.Create([tokens, features]));
    }

    // Each frequency turns a unit vector by its angle from token to token: an error of some 1e-16 for each turn.
    private static Tensor Table(int tokens, int features)
    {
        // Not from the pool: it outlives every step scope.
        Shape shape = Shape.Create([tokens, features]);
        Tensor result = new(BlockPool.Allocate(shape.Count), 0, shape);
        Span<Real> target = result.Target;
        for (int feature = 0; feature < features; feature += 2)
        {
            (double turnSin, double turnCos) = Portable.SinCos(Portable.Exp(-LogOfLongest * feature / features));
            (double sin, double cos) = (0, 1);
            for (int at = feature; at < target.Length; at += features)
            {
                target[at] = (Real)sin;
                if (feature + 1 < features)
                    target[at + 1] = (Real)cos;
                (sin, cos) = ((sin * turnCos) + (cos * turnSin), (cos * turnCos) - (sin * turnSin));
            }
        }

        return result;
    }
}
