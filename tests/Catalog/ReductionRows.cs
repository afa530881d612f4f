using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ReductionRows
{
    public static IEnumerable<OperationRow> All => [.. Sums, .. Choices, .. Norms];

    private static IEnumerable<OperationRow> Sums =>
    [
        Of("Sum", "x.sum()", x => x.Sum(), [2, 3]),
        Of("Sum axis 0", "x.sum(0)", x => x.Sum([0]), [3, 4]),
        Of("Sum axes 0 and 2, kept", "x.sum((0, 2), keepdim=True)", x => x.Sum([0, -1], keepAxes: true), [2, 3, 4]),
        Of("Mean", "x.mean()", x => x.Mean(), [2, 3]),
        Of("Mean axis 0", "x.mean(0)", x => x.Mean([0]), [3, 4]),
        Of("Mean axes 0 and 2, kept", "x.mean((0, 2), keepdim=True)", x => x.Mean([0, -1], keepAxes: true), [2, 3, 4]),
        Of("Variance", "x.var()", x => x.Variance(), [2, 3]),
        Of("Variance axis 0", "x.var(0)", x => x.Variance([0]), [3, 4]),
        Of("Variance axes 0 and 2, kept", "x.var((0, 2), keepdim=True)", x => x.Variance([0, -1], keepAxes: true), [2, 3, 4]),
        Of("Variance correction 0", "x.var(1, unbiased=False)", x => x.Variance([1], correction: 0), [3, 4]),
        Of("StandardDeviation", "x.std()", x => x.StandardDeviation(), [2, 3]),
        Of("StandardDeviation axis 0", "x.std(0)", x => x.StandardDeviation([0]), [3, 4]),
        Of("StandardDeviation axes 0 and 2, kept", "x.std((0, 2), keepdim=True)", x => x.StandardDeviation([0, -1], keepAxes: true), [2, 3, 4]),
        Of("StandardDeviation correction 0", "x.std(1, unbiased=False)", x => x.StandardDeviation([1], correction: 0), [3, 4]),
    ];

    private static IEnumerable<OperationRow> Choices =>
    [
        Of("Max", "x.max()", x => x.Max(), Distinct([2, 3])),
        Of("Max axis 0", "x.amax(0)", x => x.Max([0]), Distinct([3, 4])),
        Of("Max axes 0 and 2, kept", "x.amax((0, 2), keepdim=True)", x => x.Max([0, -1], keepAxes: true), Distinct([2, 3, 4])),
        Of("Max of equals", "x.amax(0)", x => x.Max([0]), Exactly(1, 0, 1, 0, 1, 0)).AtKinks(),
        Of("ArgMax", "x.argmax().double()", x => x.ArgMax(), Distinct([3, 4])).WithoutGradient().MayHideNaN(),
        Of("ArgMax axis 0", "x.argmax(0).double()", x => x.ArgMax(0), Distinct([3, 4])).WithoutGradient().MayHideNaN(),
        Of("ArgMax axis 1, kept", "x.argmax(1, keepdim=True).double()", x => x.ArgMax(1, keepAxis: true), Distinct([3, 4, 2])).WithoutGradient().MayHideNaN(),
        Of("Min", "x.min()", x => x.Min(), Distinct([2, 3])),
        Of("Min axis 0", "x.amin(0)", x => x.Min([0]), Distinct([3, 4])),
        Of("Min axes 0 and 2, kept", "x.amin((0, 2), keepdim=True)", x => x.Min([0, -1], keepAxes: true), Distinct([2, 3, 4])),
        Of("Min of equals", "x.amin(0)", x => x.Min([0]), Exactly(1, 0, 1, 0, 1, 0)).AtKinks(),
        Of("ArgMin", "x.argmin().double()", x => x.ArgMin(), Distinct([3, 4])).WithoutGradient().MayHideNaN(),
        Of("ArgMin axis 0", "x.argmin(0).double()", x => x.ArgMin(0), Distinct([3, 4])).WithoutGradient().MayHideNaN(),
        Of("ArgMin axis 1, kept", "x.argmin(1, keepdim=True).double()", x => x.ArgMin(1, keepAxis: true), Distinct([3, 4, 2])).WithoutGradient().MayHideNaN(),
    ];

    private static IEnumerable<OperationRow> Norms =>
    [
        Of("Norm", "torch.linalg.vector_norm(x)", x => x.Norm(), [2, 3]),
        Of("Norm axis 1", "torch.linalg.vector_norm(x, 2, 1)", x => x.Norm([1]), [3, 4]),
        Of("Norm 1", "torch.linalg.vector_norm(x, 1, (0, 2), keepdim=True)", x => x.Norm([0, 2], 1, keepAxes: true), Numbers([2, 3, 4], kinks: 0)),
        Of("Norm infinity", "torch.linalg.vector_norm(x, math.inf, 0)", x => x.Norm([0], Real.PositiveInfinity), Numbers([3, 4])),
        Of("Norm infinity of equals", "torch.linalg.vector_norm(x, math.inf)", x => x.Norm(Real.PositiveInfinity), Exactly(-1, 1, 0.5)).AtKinks(),
        .. ((string[])["1", "2", "math.inf"]).Select(p => Of(
            $"Norm {p} of zeros", $"torch.linalg.vector_norm(x, {p})", x => x.Norm(p == "1" ? 1 : p == "2" ? 2 : Real.PositiveInfinity), Exactly(0, 0)).AtKinks()),
    ];
}
