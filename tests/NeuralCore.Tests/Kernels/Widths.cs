using NeuralCore.Kernels;

namespace NeuralCore.Tests.Kernels;

/// <summary>Runs things at the widths that this machine has. Tests that use it belong to the collection of ProcessSettings.</summary>
internal static class Widths
{
    public const int OneLane = 0;

    /// <summary>One lane and the bundles in hardware.</summary>
    public static IEnumerable<int> All => ((int[])[OneLane, 128, 256, 512]).Where(width => width <= Lanes.Width);

    public static T At<T>(int width, Func<T> run)
    {
        int before = Lanes.Limit;
        try
        {
            Lanes.Limit = width;
            return run();
        }
        finally
        {
            Lanes.Limit = before;
        }
    }
}
