namespace NeuralCore.Kernels;

/// <summary>
/// How two operands are walked for a broadcast result: neighbouring axes along which each operand either moves or stays are one axis. The
/// innermost one is a run for the lanes; the others are counted through.
/// </summary>
internal sealed class BroadcastPlan
{
    private readonly int[] sizes;
    private readonly int[] leftSteps;
    private readonly int[] rightSteps;

    public BroadcastPlan(Shape left, Shape right, Shape result)
    {
        List<(int Size, bool LeftMoves, bool RightMoves)> axes = [];
        for (int fromEnd = 1; fromEnd <= result.Rank; fromEnd++)
        {
            int size = result[^fromEnd];
            if (size == 1)
                continue;
            bool leftMoves = fromEnd <= left.Rank && left[^fromEnd] != 1;
            bool rightMoves = fromEnd <= right.Rank && right[^fromEnd] != 1;
            if (axes.Count > 0 && axes[^1].LeftMoves == leftMoves && axes[^1].RightMoves == rightMoves)
                axes[^1] = (axes[^1].Size * size, leftMoves, rightMoves);
            else
                axes.Add((size, leftMoves, rightMoves));
        }

        if (axes.Count == 0)
            axes.Add((result.Count, true, true));

        (Run, LeftMoves, RightMoves) = axes[0];
        Rows = Run == 0 ? 0 : result.Count / Run;
        sizes = new int[axes.Count - 1];
        leftSteps = new int[sizes.Length];
        rightSteps = new int[sizes.Length];
        int leftStep = LeftMoves ? Run : 1;
        int rightStep = RightMoves ? Run : 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            (sizes[i], bool leftMoves, bool rightMoves) = axes[i + 1];
            leftSteps[i] = leftMoves ? leftStep : 0;
            rightSteps[i] = rightMoves ? rightStep : 0;
            leftStep *= leftMoves ? sizes[i] : 1;
            rightStep *= rightMoves ? sizes[i] : 1;
        }
    }

    /// <summary>Numbers in one run.</summary>
    public int Run { get; }

    /// <summary>How many runs the result has.</summary>
    public int Rows { get; }

    /// <summary>Whether the left operand moves along a run; else its one number is repeated.</summary>
    public bool LeftMoves { get; }

    /// <summary>Whether the right operand moves along a run; else its one number is repeated.</summary>
    public bool RightMoves { get; }

    /// <summary>Which number of each operand goes into a number of the result.</summary>
    public (int Left, int Right) Numbers(int item)
    {
        (int row, int inRun) = Math.DivRem(item, Run);
        (int left, int right) = Offsets(row);
        return (LeftMoves ? left + inRun : left, RightMoves ? right + inRun : right);
    }

    /// <summary>Where the operands begin in a row of the result.</summary>
    public (int Left, int Right) Offsets(int row)
    {
        int left = 0;
        int right = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            (row, int index) = Math.DivRem(row, sizes[i]);
            left += index * leftSteps[i];
            right += index * rightSteps[i];
        }

        return (left, right);
    }
}
