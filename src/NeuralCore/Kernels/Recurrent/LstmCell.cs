using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// Long short-term memory. With gates i, f, o (σ) and new content g (tanh), in the order i, f, g, o: c' = f c + i g and h' = o tanh c'. Beside
/// the gates tanh c' is kept.
/// </summary>
internal readonly unsafe struct LstmCell : IRecurrentCell
{
    public static string Name => "Lstm";

    public static int Gates => 4;

    public static int States => 2;

    public static bool KeepsMore => true;

    public static bool HasOwnPart => false;

    public static void Forward<V>(in RecurrentRow row)
        where V : struct, ILanes<V>
    {
        int width = row.Width;
        new Zip.Body<SigmoidOfSum>(default, row.Input, row.Product, row.Gates).Run<V>(0, 2 * width);
        new Zip.Body<TanhOfSum>(default, row.Input, row.Product, row.Gates).Run<V>(2 * width, 3 * width);
        new Zip.Body<SigmoidOfSum>(default, row.Input, row.Product, row.Gates).Run<V>(3 * width, 4 * width);
        Combine<V>(row);
    }

    [MethodImpl(Lanes.Kernel)]
    private static void Combine<V>(in RecurrentRow row)
        where V : struct, ILanes<V>
    {
        int width = row.Width;
        Real* i = row.Gates, f = i + width, g = f + width, o = g + width;
        Real* hidden = row.Hidden, cell = row.Cell, keptCell = row.KeptCell, keptTanh = row.KeptMore;
        for (int j = 0; j < width; j += V.Count)
        {
            int left = width - j;
            V before = Lanes.Load<V>(cell + j, left);
            V after = V.FusedMultiplyAdd(Lanes.Load<V>(i + j, left), Lanes.Load<V>(g + j, left), Lanes.Load<V>(f + j, left) * before);
            V tanh = LanesMath.Tanh(after);
            Lanes.Store(after, cell + j, left);
            Lanes.Store(Lanes.Load<V>(o + j, left) * tanh, hidden + j, left);
            if (keptCell == null)
                continue;
            Lanes.Store(before, keptCell + j, left);
            Lanes.Store(tanh, keptTanh + j, left);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    public static void Backward<V>(in RecurrentRowBack row)
        where V : struct, ILanes<V>
    {
        int width = row.Width;
        Real* kept = row.Gates, keptCell = row.Cell, keptTanh = row.More, output = row.Output;
        Real* hidden = row.HiddenGradient, cell = row.CellGradient, gates = row.GateGradients, product = row.ProductGradients;
        for (int j = 0; j < width; j += V.Count)
        {
            int left = width - j;
            V i = Lanes.Load<V>(kept + j, left), f = Lanes.Load<V>(kept + width + j, left);
            V g = Lanes.Load<V>(kept + (2 * width) + j, left), o = Lanes.Load<V>(kept + (3 * width) + j, left);
            V tanh = Lanes.Load<V>(keptTanh + j, left);
            V dh = Lanes.Load<V>(hidden + j, left);
            if (output != null)
                dh += Lanes.Load<V>(output + j, left);
            V dc = V.FusedMultiplyAdd(dh * o, V.FusedMultiplyAdd(-tanh, tanh, V.All(1)), Lanes.Load<V>(cell + j, left));
            V di = dc * g * (i * (V.All(1) - i));
            V df = dc * Lanes.Load<V>(keptCell + j, left) * (f * (V.All(1) - f));
            V dg = dc * i * V.FusedMultiplyAdd(-g, g, V.All(1));
            V @do = dh * tanh * (o * (V.All(1) - o));
            Lanes.Store(di, gates + j, left);
            Lanes.Store(df, gates + width + j, left);
            Lanes.Store(dg, gates + (2 * width) + j, left);
            Lanes.Store(@do, gates + (3 * width) + j, left);
            Lanes.Store(di, product + j, left);
            Lanes.Store(df, product + width + j, left);
            Lanes.Store(dg, product + (2 * width) + j, left);
            Lanes.Store(@do, product + (3 * width) + j, left);
            Lanes.Store(dc * f, cell + j, left);
            Lanes.Store(V.All(0), hidden + j, left);
        }
    }
}
