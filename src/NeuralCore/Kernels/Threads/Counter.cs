using System.Runtime.InteropServices;

namespace NeuralCore.Kernels;

/// <summary>
/// A number that several threads change, alone on its cache lines, so that they do not disturb each other's reading of what lies beside it.
/// Processors fetch lines in pairs.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Counter
{
    [FieldOffset(128)]
    public int Value;
}
