using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>
/// The gated recurrent unit. With gates r, z (σ) and new content n = tanh(x's part + r · (h's part + its bias)), in the order r, z, n:
/// h' = (1 - z) n + z h. Beside the gates the part that r weighs is kept.
/// </summary>
internal readonly unsafe struct GruCell : IRecurrentCell
{
    public static string Name => "Gru";

    public static int Gates => 3;

    public static int States => 1;

    public static bool KeepsMore => true;

    public static bool HasOwnPart => true;

    public static void Forward<V>(in RecurrentRow row)
        where V : struct, ILanes<V>
    {
        new Zip.Body<SigmoidOfSum>(default, row.Input, row.Product, row.Gates).Run<V>(0, 2 * row.Width);
        Combine<V>(row);
    }

    [MethodImpl(Lanes.Kernel)]
    private static void Combine<V>(in RecurrentRow row)
        where V : struct, ILanes<V>
    {
        int width = row.Width, newPart = 2 * width;
        Real* input = row.Input + newPart, product = row.Product + newPart, bias = row.OwnBias;
        Real* r = row.Gates, z = r + width, n = z + width, hidden = row.Hidden, keptOwn = row.KeptMore;
        for (int j = 0; j < width; j += V.Count)
        {
            int left = width - j;
            V own = Lanes.Load<V>(product + j, left);
            if (bias != null)
                own += Lanes.Load<V>(bias + j, left);
            V content = LanesMath.Tanh(V.FusedMultiplyAdd(Lanes.Load<V>(r + j, left), own, Lanes.Load<V>(input + j, left)));
            V before = Lanes.Load<V>(hidden + j, left);
            Lanes.Store(V.FusedMultiplyAdd(Lanes.Load<V>(z + j, left), before - content, content), hidden + j, left);
            if (keptOwn == null)
                continue;
            Lanes.Store(content, n + j, left);
            Lanes.Store(own, keptOwn + j, left);
        }
    }

    [MethodImpl(Lanes.Kernel)]
    public static void Backward<V>(in RecurrentRowBack row)
        where V : struct, ILanes<V>
    {
        int width = row.Width;
        Real* kept = row.Gates, before = row.Hidden, keptOwn = row.More, output = row.Output, own = row.OwnGradients;
        Real* hidden = row.HiddenGradient, gates = row.GateGradients, product = row.ProductGradients;
        for (int j = 0; j < width; j += V.Count)
        {
            int left = width - j;
            V r = Lanes.Load<V>(kept + j, left), z = Lanes.Load<V>(kept + width + j, left), n = Lanes.Load<V>(kept + (2 * width) + j, left);
            V dh = Lanes.Load<V>(hidden + j, left);
            if (output != null)
                dh += Lanes.Load<V>(output + j, left);
            V stays = V.All(1) - z;
            V dz = dh * (Lanes.Load<V>(before + j, left) - n) * (z * stays);
            V dn = dh * stays * V.FusedMultiplyAdd(-n, n, V.All(1));
            V dr = dn * Lanes.Load<V>(keptOwn + j, left) * (r * (V.All(1) - r));
            V dOwn = dn * r;
            Lanes.Store(dr, gates + j, left);
            Lanes.Store(dz, gates + width + j, left);
            Lanes.Store(dn, gates + (2 * width) + j, left);
            Lanes.Store(dOwn, own + j, left);
            Lanes.Store(dr, product + j, left);
            Lanes.Store(dz, product + width + j, left);
            Lanes.Store(dOwn, product + (2 * width) + j, left);
            Lanes.Store(dh * z, hidden + j, left);
        }
    }
}
