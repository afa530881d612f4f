using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

/// <summary>Losses of more than two tensors, which are functions without a class.</summary>
public static class LossFunctionRows
{
    private static readonly Input vectors = Numbers([4, 3]);
    private static readonly Input variances = Numbers([4, 3], 0.25, 2);

    public static IEnumerable<OperationRow> All => [.. Gaussian, .. Ranking, .. OfVectors];

    private static IEnumerable<OperationRow> Gaussian =>
    [
        Of("GaussianNegativeLogLikelihood", "F.gaussian_nll_loss(x, y, z)",
            (x, y, z) => Loss.GaussianNegativeLogLikelihood(x, y, z), vectors, vectors, variances),
        Of("GaussianNegativeLogLikelihood everything", "F.gaussian_nll_loss(x, y, z, full=True, eps=0.125, reduction='none')",
            (x, y, z) => Loss.GaussianNegativeLogLikelihood(x, y, z, true, (Real)0.125, LossReduction.None), vectors, vectors, variances),
        Of("GaussianNegativeLogLikelihood of rows", "F.gaussian_nll_loss(x, y, z)",
            (x, y, z) => Loss.GaussianNegativeLogLikelihood(x, y, z), vectors, vectors, Numbers([4], 0.25, 2)),
        Of("GaussianNegativeLogLikelihood of small variances", "F.gaussian_nll_loss(x, y, z, eps=1.0)",
            (x, y, z) => Loss.GaussianNegativeLogLikelihood(x, y, z, epsilon: 1), vectors, vectors, variances).AtKinks(),
    ];

    private static IEnumerable<OperationRow> Ranking =>
    [
        Of("MarginRanking", "F.margin_ranking_loss(x, y, z)", (x, y, z) => Loss.MarginRanking(x, y, z), vectors, vectors, Sign([4, 3])),
        Of("MarginRanking everything", "F.margin_ranking_loss(x, y, z, margin=0.5, reduction='none')",
            (x, y, z) => Loss.MarginRanking(x, y, z, (Real)0.5, LossReduction.None), vectors, vectors, Sign([4, 3])),
        Of("MarginRanking at the kink", "F.margin_ranking_loss(x, y, z)",
            (x, y, z) => Loss.MarginRanking(x, y, z), Exactly(1, 1, 2), Exactly(1, 2, 1), Exactly(1, -1, 1).Constant()).AtKinks(),
    ];

    private static IEnumerable<OperationRow> OfVectors =>
    [
        Of("CosineEmbedding", "F.cosine_embedding_loss(x, y, z)", (x, y, z) => Loss.CosineEmbedding(x, y, z), vectors, vectors, Sign([4])),
        Of("CosineEmbedding everything", "F.cosine_embedding_loss(x, y, z, margin=-0.5, reduction='none')",
            (x, y, z) => Loss.CosineEmbedding(x, y, z, (Real)(-0.5), LossReduction.None), vectors, vectors, Sign([4])),
        Of("TripletMargin", "F.triplet_margin_loss(x, y, z)", (x, y, z) => Loss.TripletMargin(x, y, z), vectors, vectors, vectors).Composed(),
        Of("TripletMargin swap", "F.triplet_margin_loss(x, y, z, swap=True)",
            (x, y, z) => Loss.TripletMargin(x, y, z, swap: true), vectors, vectors, vectors).Composed(),
        Of("TripletMargin everything", "F.triplet_margin_loss(x, y, z, margin=2, p=1, eps=0.125, swap=True, reduction='none')",
            (x, y, z) => Loss.TripletMargin(x, y, z, 2, 1, (Real)0.125, true, LossReduction.None), vectors, vectors, vectors).Composed(),
    ];
}
