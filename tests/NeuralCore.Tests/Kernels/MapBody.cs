using NeuralCore.Kernels;

namespace NeuralCore.Tests.Kernels;

/// <summary>Applies a function to an array whose length is a multiple of every width.</summary>
internal readonly struct MapBody<F>(float[] inputs) : ILaneBody
    where F : struct, IUnaryFunction
{
    public float[] Outputs { get; } = new float[inputs.Length];

    public void Run<V>()
        where V : struct, ILanes<V>
    {
        for (int i = 0; i + V.Count <= inputs.Length; i += V.Count)
            V.Store(F.At(V.Load(in inputs[0], (nuint)i)), ref Outputs[0], (nuint)i);
    }
}
