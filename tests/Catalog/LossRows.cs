using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

/// <summary>Every loss. A loss is a function of two tensors, so its rows are like those of operations.</summary>
public static class LossRows
{
    private static readonly Real[] weights = [(Real)0.5, 2, 1];
    private static readonly Input probabilities = Numbers([3, 4], 0.15, 0.85);
    private static readonly Input logits = Numbers([5, 3]);
    private static readonly Input labels = Whole([5], 3);

    public static IEnumerable<OperationRow> All => [.. OfNumbers, .. OfCounts, .. OfTwoClasses, .. OfClasses];

    private static IEnumerable<OperationRow> OfNumbers =>
    [
        Of("MeanSquaredError", "F.mse_loss(x, y)", (x, y) => Loss.MeanSquaredError(x, y), Numbers([3, 4]), Numbers([3, 4])),
        With("MeanSquaredError sum", "F.mse_loss(x, y, reduction='sum')", new MeanSquaredError(LossReduction.Sum), Numbers([3, 4]), Numbers([3, 4])),
        With("MeanSquaredError none", "F.mse_loss(x, y, reduction='none')", new MeanSquaredError(LossReduction.None), Numbers([3, 4]), Numbers([3, 4])),
        With("MeanSquaredError batch mean", "F.mse_loss(x, y, reduction='sum') / 3", new MeanSquaredError(LossReduction.BatchMean), Numbers([3, 4]), Numbers([3, 4])),
        Of("MeanAbsoluteError", "F.l1_loss(x, y)", (x, y) => Loss.MeanAbsoluteError(x, y), Numbers([3, 4], 0.1), Numbers([3, 4], -2, -0.1)),
        Of("Huber", "F.huber_loss(x, y)", (x, y) => Loss.Huber(x, y), Numbers([3, 4], -0.4, 0.4), Numbers([3, 4], -0.4, 0.4)),
        Of("Huber far away", "F.huber_loss(x, y, delta=0.7)", (x, y) => Loss.Huber(x, y, (Real)0.7), Numbers([3, 4], 0.5), Numbers([3, 4], -2, -0.5)),
        Of("SmoothL1", "F.smooth_l1_loss(x, y)", (x, y) => Loss.SmoothL1(x, y), Numbers([3, 4], -0.4, 0.4), Numbers([3, 4], -0.4, 0.4)),
        Of("SmoothL1 far away", "F.smooth_l1_loss(x, y, beta=0.7)", (x, y) => Loss.SmoothL1(x, y, (Real)0.7), Numbers([3, 4], 0.5), Numbers([3, 4], -2, -0.5)),
        With("SmoothL1 none", "F.smooth_l1_loss(x, y, beta=0.7, reduction='none')",
            new SmoothL1((Real)0.7, LossReduction.None), Numbers([3, 4], -0.3, 0.3), Numbers([3, 4], -0.3, 0.3)),
        With("Huber none", "F.huber_loss(x, y, delta=0.7, reduction='none')", new Huber((Real)0.7, LossReduction.None), Numbers([3, 4], 0.5), Numbers([3, 4], -2, -0.5)),
    ];

    private static IEnumerable<OperationRow> OfCounts =>
    [
        Of("PoissonNegativeLogLikelihood", "F.poisson_nll_loss(x, y)", (x, y) => Loss.PoissonNegativeLogLikelihood(x, y), Numbers([3, 4]), Whole([3, 4], 5)),
        With("PoissonNegativeLogLikelihood full", "F.poisson_nll_loss(x, y, full=True)",
            new PoissonNegativeLogLikelihood(full: true), Numbers([3, 4]), Numbers([3, 4], 0, 5, 1)),
        With("PoissonNegativeLogLikelihood of counts", "F.poisson_nll_loss(x, y, log_input=False, full=True, eps=0.125, reduction='sum')",
            new PoissonNegativeLogLikelihood(false, true, (Real)0.125, LossReduction.Sum), Numbers([3, 4], 0.1, 5), Numbers([3, 4], 0, 5, 1)),
        With("PoissonNegativeLogLikelihood none", "F.poisson_nll_loss(x, y, full=True, reduction='none')",
            new PoissonNegativeLogLikelihood(full: true, reduction: LossReduction.None), Numbers([3, 4]), Whole([3, 4], 5)),
    ];

    private static IEnumerable<OperationRow> OfTwoClasses =>
    [
        Of("BinaryCrossEntropy", "F.binary_cross_entropy(x, y)", (x, y) => Loss.BinaryCrossEntropy(x, y), probabilities, probabilities.Constant()),
        With("BinaryCrossEntropy sum", "F.binary_cross_entropy(x, y, reduction='sum')", new BinaryCrossEntropy(LossReduction.Sum), probabilities, Whole([3, 4], 2)),
        Of("BinaryCrossEntropyWithLogits", "F.binary_cross_entropy_with_logits(x, y)", (x, y) => Loss.BinaryCrossEntropyWithLogits(x, y), Numbers([3, 4]), probabilities),
        With("BinaryCrossEntropyWithLogits positive weight", "F.binary_cross_entropy_with_logits(x, y, pos_weight=torch.tensor(3.0))",
            new BinaryCrossEntropyWithLogits(3), Numbers([3, 4]), probabilities),
        Of("Hinge", "torch.clamp(1 - x * y, min=0).mean()", (x, y) => Loss.Hinge(x, y), Numbers([3, 4], -3, 3, -1, 1), Sign([3, 4])),
        With("Hinge none", "torch.clamp(1 - x * y, min=0)", new Hinge(LossReduction.None), Numbers([3, 4], -3, 3, -1, 1), Sign([3, 4])),
        Of("HingeEmbedding", "F.hinge_embedding_loss(x, y)", (x, y) => Loss.HingeEmbedding(x, y), Numbers([3, 4], 0, 3, 1), Sign([3, 4])),
        With("HingeEmbedding everything", "F.hinge_embedding_loss(x, y, margin=0.5, reduction='none')",
            new HingeEmbedding((Real)0.5, LossReduction.None), Numbers([3, 4], 0, 3, 0.5), Sign([3, 4])),
        Of("SigmoidFocal", Focal(0.25, 2, ".mean()"), (x, y) => Loss.SigmoidFocal(x, y), Numbers([3, 4]), Whole([3, 4], 2)),
        With("SigmoidFocal everything", Focal(0.75, 1.5, ".sum()"), new SigmoidFocal((Real)0.75, (Real)1.5, LossReduction.Sum), Numbers([3, 4]), probabilities),
        With("SigmoidFocal none", Focal(0.25, 0.5, ""), new SigmoidFocal(gamma: (Real)0.5, reduction: LossReduction.None), Numbers([3, 4]), Whole([3, 4], 2)),
        With("SigmoidFocal without weights", "2 * " + Focal(0.5, 2, ".mean()"), new SigmoidFocal(alpha: null), Numbers([3, 4]), probabilities),
    ];

    private static IEnumerable<OperationRow> OfClasses =>
    [
        Of("CrossEntropy", "F.cross_entropy(x, y.long())", (x, y) => Loss.CrossEntropy(x, y), logits, labels),
        With("CrossEntropy sum", "F.cross_entropy(x, y.long(), reduction='sum')", new CrossEntropy(reduction: LossReduction.Sum), logits, labels),
        With("CrossEntropy none", "F.cross_entropy(x, y.long(), reduction='none')", new CrossEntropy(reduction: LossReduction.None), logits, labels),
        With("CrossEntropy weights", "F.cross_entropy(x, y.long(), weight=torch.tensor([0.5, 2, 1]))", new CrossEntropy(classWeights: weights), logits, labels),
        With("CrossEntropy ignored label", "F.cross_entropy(x, y.long(), ignore_index=1)", new CrossEntropy(ignoredIndex: 1), logits, labels),
        With("CrossEntropy smoothing", "F.cross_entropy(x, y.long(), label_smoothing=0.1)", new CrossEntropy((Real)0.1), logits, labels),
        With("CrossEntropy everything", "F.cross_entropy(x, y.long(), torch.tensor([0.5, 2, 1]), ignore_index=1, label_smoothing=0.1)",
            new CrossEntropy((Real)0.1, weights, 1), logits, labels),
        Of("CrossEntropy of probabilities", "F.cross_entropy(x, y)", (x, y) => Loss.CrossEntropy(x, y), logits, Probabilities(5, 3)),
        With("CrossEntropy of probabilities, everything", "F.cross_entropy(x, y, torch.tensor([0.5, 2, 1]), label_smoothing=0.1)",
            new CrossEntropy((Real)0.1, weights), logits, Probabilities(5, 3)),
        Of("NegativeLogLikelihood", "F.nll_loss(x, y.long())", (x, y) => Loss.NegativeLogLikelihood(x, y), logits, labels).MayHideNaN(),
        With("NegativeLogLikelihood everything", "F.nll_loss(x, y.long(), torch.tensor([0.5, 2, 1]), ignore_index=1)",
            new NegativeLogLikelihood(weights, 1), logits, labels).MayHideNaN(),
        Of("KullbackLeibler", "F.kl_div(x, y)", (x, y) => Loss.KullbackLeibler(x, y), logits, Probabilities(5, 3)),
        With("KullbackLeibler batch mean", "F.kl_div(x, y, reduction='batchmean')", new KullbackLeibler(reduction: LossReduction.BatchMean), logits, Probabilities(5, 3)),
        With("KullbackLeibler of logarithms", "F.kl_div(x, y, log_target=True)", new KullbackLeibler(logTarget: true), logits, logits),
    ];

    private static OperationRow With(string name, string torch, Loss loss, Input prediction, Input target) => Of(name, torch, loss.Forward, prediction, target);

    // torchvision's sigmoid_focal_loss, written out.
    private static string Focal(double alpha, double gamma, string reduction) => FormattableString.Invariant(
        $"(F.binary_cross_entropy_with_logits(x, y, reduction='none') * (torch.sigmoid(-x) * y + torch.sigmoid(x) * (1 - y)) ** {gamma} * ({alpha} * y + {1 - alpha} * (1 - y))){reduction}");
}
