using NeuralCore.Operations;

namespace NeuralCore;

public sealed partial class Tensor
{
    /// <summary>Class numbers as rows of zeros with a single 1: from labels of any shape comes [..., classes]. Has no gradient.</summary>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a whole number from 0 to classes - 1, or there is no class.</exception>
    public Tensor OneHot(int classes)
    {
        if (classes < 1)
            Throw.OutOfRange(nameof(classes), classes, "at least 1");
        int[] labels = Indices.Of(this, classes, nameof(OneHot));
        Tensor result = Zeros([.. Shape, classes]);
        Span<Real> target = result.Target;
        for (int i = 0; i < labels.Length; i++)
            target[(i * classes) + labels[i]] = 1;
        return result;
    }
}
