using System.Runtime.CompilerServices;

namespace NeuralCore.Kernels;

/// <summary>Numbers of a source along one axis, from one on in steps, some of which may not exist: zeros stand before and behind those that do.</summary>
internal readonly struct PatchRun
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PatchRun(TapAxis axis, int first, int length)
    {
        Step = axis.Step;
        Length = length;
        Before = Math.Min(length, first >= 0 ? 0 : GemmBlocks.Count(-first, Step));
        First = first + (Before * Step);
        Count = Math.Clamp(First >= axis.Source ? 0 : GemmBlocks.Count(axis.Source - First, Step), 0, length - Before);
        After = length - Before - Count;
    }

    public int Step { get; }

    /// <summary>How many zeros come first.</summary>
    public int Before { get; }

    /// <summary>The first number of the source, and how many there are.</summary>
    public int First { get; }

    public int Count { get; }

    /// <summary>How many zeros come last.</summary>
    public int After { get; }

    /// <summary>How many numbers there are with the zeros.</summary>
    public int Length { get; }
}
