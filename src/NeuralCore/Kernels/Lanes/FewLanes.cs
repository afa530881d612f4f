using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Loads and stores of part of a bundle for processors that have no instruction for them.</summary>
internal static unsafe class FewLanes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Load<V>(Real* source, int count)
        where V : struct, ILanes<V>
    {
        Real* lanes = stackalloc Real[V.Count];
        for (int i = 0; i < V.Count; i++)
            lanes[i] = i < count ? source[i] : 0;
        return V.Load(in *lanes, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<V>(V value, Real* target, int count)
        where V : struct, ILanes<V>
    {
        Real* lanes = stackalloc Real[V.Count];
        V.Store(value, ref *lanes, 0);
        for (int i = 0; i < Math.Min(count, V.Count); i++)
            target[i] = lanes[i];
    }
}
