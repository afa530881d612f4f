namespace NeuralCore.Kernels;

/// <summary>
/// Where along an axis of <paramref name="Size"/> positions each of <paramref name="Count"/> new ones lies. A factor of 0 stands for count / size.
/// </summary>
internal readonly record struct Sampling(int Size, int Count, double Factor = 0, bool IsLinear = false, bool AlignsCorners = false)
{
    public SampleTap this[int i]
    {
        get
        {
            double place = IsLinear ? Math.Max(0, Place(i)) : Factor == 0 ? (long)i * Size / Count : Math.Floor(i / Factor);
            int low = (int)Math.Min(place, Size - 1);
            int high = IsLinear ? Math.Min(low + 1, Size - 1) : low;
            return new(low, high, high == low ? 0 : (Real)(place - low));
        }
    }

    // With aligned corners the first and last centres fall on each other, otherwise the outer borders do.
    private double Place(int i)
    {
        if (AlignsCorners)
            return Count == 1 ? 0 : (double)i * (Size - 1) / (Count - 1);
        return ((i + 0.5) * (Factor == 0 ? (double)Size / Count : 1 / Factor)) - 0.5;
    }
}
