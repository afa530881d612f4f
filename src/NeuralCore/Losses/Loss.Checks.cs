namespace NeuralCore;

public abstract partial class Loss
{
    private protected void CheckSameShape(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        if (prediction.Shape != target.Shape)
            Throw.LossShapes(ToString(), prediction.Shape, target.Shape);
    }

    /// <summary>Refuses classes that are neither -1 nor +1.</summary>
    private protected static void CheckSigns(Tensor target, string loss)
    {
        ReadOnlySpan<Real> classes = target.Values;
        for (int i = 0; i < classes.Length; i++)
        {
            if (Real.Abs(classes[i]) != 1)
                Throw.NotASign(loss, classes[i], i);
        }
    }

    private protected static Real CheckFinite(Real value, string name)
    {
        if (!Real.IsFinite(value))
            Throw.Setting(name, value, "finite");
        return value;
    }

    private static void CheckReduction(LossReduction reduction)
    {
        if (!Enum.IsDefined(reduction))
            Throw.Setting(nameof(reduction), reduction.ToString(), "Mean, Sum, None or BatchMean");
    }

    private static void CheckSameShapes(string loss, Tensor first, params ReadOnlySpan<Tensor> others)
    {
        ArgumentNullException.ThrowIfNull(first);
        foreach (Tensor other in others)
        {
            ArgumentNullException.ThrowIfNull(other, nameof(others));
            if (other.Shape != first.Shape)
                Throw.ShapesDiffer(loss, first.Shape, other.Shape);
        }
    }
}
