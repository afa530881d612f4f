using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>A plain recurrent cell: h' = f(x's part + h's part), whose only gate is the new state itself.</summary>
internal readonly unsafe struct RnnCell<TContent, TSlope> : IRecurrentCell
    where TContent : struct, IZip
    where TSlope : struct, IMap
{
    public static string Name => "Rnn";

    public static int Gates => 1;

    public static int States => 1;

    public static bool KeepsMore => false;

    public static bool HasOwnPart => false;

    public static void Forward<V>(in RecurrentRow row)
        where V : struct, ILanes<V>
    {
        new Zip.Body<TContent>(default, row.Input, row.Product, row.Gates).Run<V>(0, row.Width);
        new Span<Real>(row.Gates, row.Width).CopyTo(new Span<Real>(row.Hidden, row.Width));
    }

    [MethodImpl(Lanes.Kernel)]
    public static void Backward<V>(in RecurrentRowBack row)
        where V : struct, ILanes<V>
    {
        TSlope slope = default;
        int width = row.Width;
        Real* kept = row.Gates, output = row.Output, hidden = row.HiddenGradient, gates = row.GateGradients, product = row.ProductGradients;
        for (int j = 0; j < width; j += V.Count)
        {
            int left = width - j;
            V dh = Lanes.Load<V>(hidden + j, left);
            if (output != null)
                dh += Lanes.Load<V>(output + j, left);
            V d = dh * slope.Value(Lanes.Load<V>(kept + j, left));
            Lanes.Store(d, gates + j, left);
            Lanes.Store(d, product + j, left);
            Lanes.Store(V.All(0), hidden + j, left);
        }
    }
}

/// <summary>The slope of tanh, from its value: 1 - h².</summary>
internal readonly struct TanhSlope : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.FusedMultiplyAdd(-x, x, V.All(1));
}

/// <summary>The slope of max(0, x), from its value; at 0 it is 0.</summary>
internal readonly struct ReluSlope : IMap
{
    public V Value<V>(V x)
        where V : struct, ILanes<V> => V.And(V.Greater(x, V.All(0)), V.All(1));
}
