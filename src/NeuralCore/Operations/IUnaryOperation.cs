using NeuralCore.Kernels;

namespace NeuralCore.Operations;

/// <summary>What an element-wise operation must remember to find its slope.</summary>
internal enum Keep
{
    /// <summary>Nothing: the slope is the same everywhere.</summary>
    Nothing,

    /// <summary>The input.</summary>
    Input,

    /// <summary>The output.</summary>
    Output,
}

/// <summary>An element-wise function of one number and its slope. This is all that an activation has to say.</summary>
internal interface IUnaryOperation : IMap
{
    /// <summary>The name, for messages.</summary>
    static abstract string Name { get; }

    Keep Keep { get; }

    /// <summary>The derivative, read off what is kept.</summary>
    V Slope<V>(V kept)
        where V : struct, ILanes<V>;
}

/// <summary>An element-wise function of two numbers and its slopes.</summary>
internal interface IBinaryOperation : IZip
{
    /// <summary>The name, for messages.</summary>
    static abstract string Name { get; }

    /// <summary>The derivative with respect to x.</summary>
    V SlopeLeft<V>(V x, V y)
        where V : struct, ILanes<V>;

    /// <summary>The derivative with respect to y.</summary>
    V SlopeRight<V>(V x, V y)
        where V : struct, ILanes<V>;
}
