namespace NeuralCore;

public abstract partial class Loss
{
    /// <summary>
    /// max(0, margin + d(a, p) - d(a, n)): what is alike, an anchor a and a positive p, should be nearer than the anchor and a negative n
    /// by a margin (Schroff, Kalenichenko and Philbin: FaceNet, 2015; Balntas, Riba, Ponsa and Mikolajczyk, 2016). The distance d(x, y) is
    /// the norm of x - y + ε. Shapes: all three [..., features]. The slope at the kink is that of the straight part, as in PyTorch.
    /// </summary>
    /// <param name="anchor">The anchors a.</param>
    /// <param name="positive">What is like them, p.</param>
    /// <param name="negative">What is not, n.</param>
    /// <param name="margin">By how much nearer; positive.</param>
    /// <param name="p">Which norm: 1, 2 or positive infinity.</param>
    /// <param name="epsilon">Keeps the slope of a distance 0 from being lost, ε.</param>
    /// <param name="swap">Whether the negative's distance from the positive counts where it is the smaller one.</param>
    /// <param name="reduction">What happens to the losses [...].</param>
    /// <exception cref="ShapeException">The shapes differ or have no axis, or a mean is asked of an empty batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Tensor TripletMargin(
        Tensor anchor,
        Tensor positive,
        Tensor negative,
        Real margin = 1,
        Real p = 2,
        Real epsilon = (Real)1e-6,
        bool swap = false,
        LossReduction reduction = LossReduction.Mean)
    {
        CheckSameShapes(nameof(TripletMargin), anchor, positive, negative);
        if (!(margin > 0 && Real.IsFinite(margin)))
            Throw.Setting(nameof(margin), margin, "positive and finite");
        CheckFinite(epsilon, nameof(epsilon));
        int last = anchor.Shape.Axis(-1, nameof(TripletMargin));
        Tensor near = Distance(anchor, positive);
        Tensor far = Distance(anchor, negative);
        if (swap)
            far = far.Minimum(Distance(positive, negative));
        return Reduced((near - far + margin).Clamp(min: 0), reduction, nameof(TripletMargin));

        Tensor Distance(Tensor x, Tensor y) => (x - y + epsilon).Norm([last], p);
    }
}
