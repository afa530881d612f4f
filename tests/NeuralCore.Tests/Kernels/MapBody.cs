using NeuralCore.Kernels;

namespace NeuralCore.Tests.Kernels;

/// <summary>Applies a function to whole bundles of an array.</summary>
internal readonly struct MapBody<F>(float[] inputs) : ILaneBody
    where F : struct, IUnaryFunction
{
    public float[] Outputs { get; } = new float[inputs.Length];

    public void Run<V>(int start, int end)
        where V : struct, ILanes<V>
    {
        for (int i = start; i < end; i += V.Count)
            V.Store(F.At(V.Load(in inputs[0], (nuint)i)), ref Outputs[0], (nuint)i);
    }
}
