using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class SpatialRows
{
    public static IEnumerable<OperationRow> All => [.. Largest, .. Means, .. Adaptive, .. Upsampled];

    // Where no window reaches the number in the middle, a NaN there does not show.
    private static IEnumerable<OperationRow> Largest =>
    [
        Of("MaxPool2d", "F.max_pool2d(x, 2)", x => x.MaxPool2d(2), Distinct([2, 3, 4, 6])),
        Of("MaxPool2d wide", "F.max_pool2d(x, 2)", x => x.MaxPool2d(2), Distinct([1, 2, 5, 75])),
        Of("MaxPool2d odd sizes", "F.max_pool2d(x, 2)", x => x.MaxPool2d(2), Distinct([2, 2, 5, 7])).MayHideNaN(),
        Of("MaxPool2d ceil", "F.max_pool2d(x, 2, ceil_mode=True)", x => x.MaxPool2d(2, ceilMode: true), Distinct([2, 2, 5, 7])),
        Of("MaxPool2d overlapping", "F.max_pool2d(x, 3, 2, 1)", x => x.MaxPool2d(3, 2, 1), Distinct([1, 2, 7, 41])),
        Of("MaxPool2d overlapping, ceil", "F.max_pool2d(x, 3, 2, 1, ceil_mode=True)", x => x.MaxPool2d(3, 2, 1, ceilMode: true), Distinct([1, 2, 6, 38])),
        Of("MaxPool2d every place", "F.max_pool2d(x, 3, 1, 1)", x => x.MaxPool2d(3, 1, 1), Distinct([1, 1, 4, 35])),
        Of("MaxPool2d oblong", "F.max_pool2d(x, (3, 2), (2, 3), (1, 0))", x => x.MaxPool2d((3, 2), (2, 3), (1, 0)), Distinct([2, 1, 5, 10])).MayHideNaN(),
        Of("MaxPool2d dilation", "F.max_pool2d(x, 3, 1, 1, 2)", x => x.MaxPool2d(3, 1, 1, 2), Distinct([1, 2, 6, 25])),
        Of("MaxPool2d dilation and stride", "F.max_pool2d(x, (2, 3), (2, 2), (1, 1), (2, 3))",
            x => x.MaxPool2d((2, 3), 2, 1, (2, 3)), Distinct([1, 2, 6, 12])).MayHideNaN(),
        Of("MaxPool2d beyond the image, ceil", "F.max_pool2d(x, 2, 3, ceil_mode=True)", x => x.MaxPool2d(2, 3, ceilMode: true), Distinct([1, 1, 4, 4])).MayHideNaN(),
        Of("MaxPool2d of equal ones", "F.max_pool2d(x, 2, 1)", x => x.MaxPool2d(2, 1), Whole([1, 1, 5, 20], 2) with { IsDifferentiable = true }).AtKinks(),
        Of("MaxPool1d", "F.max_pool1d(x, 2)", x => x.MaxPool1d(2), Distinct([2, 3, 8])),
        Of("MaxPool1d long", "F.max_pool1d(x, 4, 2, 1)", x => x.MaxPool1d(4, 2, 1), Distinct([1, 2, 70])),
        Of("MaxPool1d dilation, ceil", "F.max_pool1d(x, 3, 2, 1, 2, True)", x => x.MaxPool1d(3, 2, 1, 2, true), Distinct([2, 2, 10])).MayHideNaN(),
        Of("GlobalMaxPool", "F.adaptive_max_pool2d(x, 1).flatten(1)", x => x.GlobalMaxPool(), Distinct([2, 3, 3, 5])),
        Of("GlobalMaxPool of equal ones", "F.adaptive_max_pool1d(x, 1).flatten(1)", x => x.GlobalMaxPool(), Whole([2, 2, 7], 3) with { IsDifferentiable = true }).AtKinks(),
    ];

    private static IEnumerable<OperationRow> Means =>
    [
        Of("AvgPool2d", "F.avg_pool2d(x, 2)", x => x.AvgPool2d(2), [2, 3, 4, 6]),
        Of("AvgPool2d wide", "F.avg_pool2d(x, 2)", x => x.AvgPool2d(2), [1, 2, 5, 75]),
        Of("AvgPool2d odd sizes", "F.avg_pool2d(x, 2)", x => x.AvgPool2d(2), [2, 2, 5, 7]).MayHideNaN(),
        Of("AvgPool2d ceil", "F.avg_pool2d(x, 2, ceil_mode=True)", x => x.AvgPool2d(2, ceilMode: true), [2, 2, 5, 7]),
        Of("AvgPool2d padding", "F.avg_pool2d(x, 3, 2, 1)", x => x.AvgPool2d(3, 2, 1), [1, 2, 7, 41]),
        Of("AvgPool2d padding, ceil", "F.avg_pool2d(x, 3, 2, 1, True)", x => x.AvgPool2d(3, 2, 1, true), [1, 2, 6, 8]),
        Of("AvgPool2d padding that does not count", "F.avg_pool2d(x, 3, 2, 1, False, False)", x => x.AvgPool2d(3, 2, 1, countIncludePad: false), [1, 2, 7, 9]),
        Of("AvgPool2d padding that does not count, ceil", "F.avg_pool2d(x, 3, 2, 1, True, False)",
            x => x.AvgPool2d(3, 2, 1, true, false), [1, 2, 6, 8]),
        Of("AvgPool2d every place", "F.avg_pool2d(x, 3, 1, 1)", x => x.AvgPool2d(3, 1, 1), [1, 1, 4, 35]),
        Of("AvgPool2d oblong", "F.avg_pool2d(x, (3, 2), (2, 3), (1, 0))", x => x.AvgPool2d((3, 2), (2, 3), (1, 0)), [2, 1, 5, 10]).MayHideNaN(),
        Of("AvgPool1d", "F.avg_pool1d(x, 2)", x => x.AvgPool1d(2), [2, 3, 8]),
        Of("AvgPool1d long", "F.avg_pool1d(x, 5, 2, 2)", x => x.AvgPool1d(5, 2, 2), [1, 2, 70]),
        Of("AvgPool1d ceil", "F.avg_pool1d(x, 3, 2, 1, True, False)", x => x.AvgPool1d(3, 2, 1, true, false), [2, 2, 10]),
        Of("GlobalAvgPool", "x.mean((2, 3))", x => x.GlobalAvgPool(), [2, 3, 3, 5]),
        Of("GlobalAvgPool lines", "x.mean(2)", x => x.GlobalAvgPool(), [2, 3, 7]),
    ];

    private static IEnumerable<OperationRow> Adaptive =>
    [
        Of("AdaptiveMaxPool1d", "F.adaptive_max_pool1d(x, 3)", x => x.AdaptiveMaxPool1d(3), Distinct([2, 2, 10])),
        Of("AdaptiveMaxPool2d", "F.adaptive_max_pool2d(x, (3, 4))", x => x.AdaptiveMaxPool2d((3, 4)), Distinct([2, 2, 7, 9])),
        Of("AdaptiveMaxPool2d even", "F.adaptive_max_pool2d(x, (2, 20))", x => x.AdaptiveMaxPool2d((2, 20)), Distinct([1, 2, 4, 40])),
        Of("AdaptiveMaxPool2d more than there are", "F.adaptive_max_pool2d(x, 5)", x => x.AdaptiveMaxPool2d(5), Distinct([1, 2, 3, 4])),
        Of("AdaptiveAvgPool1d", "F.adaptive_avg_pool1d(x, 3)", x => x.AdaptiveAvgPool1d(3), [2, 2, 10]),
        Of("AdaptiveAvgPool2d", "F.adaptive_avg_pool2d(x, (3, 4))", x => x.AdaptiveAvgPool2d((3, 4)), [2, 2, 7, 9]),
        Of("AdaptiveAvgPool2d even", "F.adaptive_avg_pool2d(x, (2, 20))", x => x.AdaptiveAvgPool2d((2, 20)), [1, 2, 4, 40]),
        Of("AdaptiveAvgPool2d one", "F.adaptive_avg_pool2d(x, 1)", x => x.AdaptiveAvgPool2d(1), [2, 2, 3, 5]),
        Of("AdaptiveAvgPool2d more than there are", "F.adaptive_avg_pool2d(x, 5)", x => x.AdaptiveAvgPool2d(5), [1, 2, 3, 4]),
    ];

    private static IEnumerable<OperationRow> Upsampled =>
    [
        Of("Upsample", "F.interpolate(x, scale_factor=2)", x => x.Upsample(2), [2, 2, 3, 5]),
        Of("Upsample line", "F.interpolate(x, scale_factor=3)", x => x.Upsample(3), [2, 2, 5]),
        Of("Upsample size", "F.interpolate(x, (5, 7))", x => x.Upsample([5, 7]), [1, 2, 3, 4]),
        Of("Upsample broken factor", "F.interpolate(x, scale_factor=1.5)", x => x.Upsample(1.5), [1, 2, 5, 7]),
        Of("Upsample smaller", "F.interpolate(x, (2, 3))", x => x.Upsample([2, 3]), [1, 2, 5, 7]).MayHideNaN(),
        Of("Upsample linear", "F.interpolate(x, scale_factor=2, mode='bilinear')", x => x.Upsample(2, UpsampleMode.Linear), [2, 2, 3, 5]),
        Of("Upsample linear, corners", "F.interpolate(x, scale_factor=2, mode='bilinear', align_corners=True)",
            x => x.Upsample(2, UpsampleMode.Linear, alignCorners: true), [2, 2, 3, 5]),
        Of("Upsample linear, broken factor", "F.interpolate(x, scale_factor=1.7, mode='bilinear')",
            x => x.Upsample(1.7, UpsampleMode.Linear), [1, 2, 5, 7]),
        Of("Upsample linear, size", "F.interpolate(x, (7, 4), mode='bilinear')", x => x.Upsample([7, 4], UpsampleMode.Linear), [1, 2, 3, 4]),
        Of("Upsample linear, size, corners", "F.interpolate(x, (7, 1), mode='bilinear', align_corners=True)",
            x => x.Upsample([7, 1], UpsampleMode.Linear, alignCorners: true), [1, 2, 3, 4]).MayHideNaN(),
        Of("Upsample linear, smaller", "F.interpolate(x, scale_factor=0.6, mode='bilinear')", x => x.Upsample(0.6, UpsampleMode.Linear), [1, 1, 9, 9]).MayHideNaN(),
        Of("Upsample linear, one pixel", "F.interpolate(x, (2, 3), mode='bilinear')", x => x.Upsample([2, 3], UpsampleMode.Linear), [2, 2, 1, 1]),
        Of("Upsample linear, line", "F.interpolate(x, scale_factor=2, mode='linear')", x => x.Upsample(2, UpsampleMode.Linear), [2, 2, 5]),
    ];
}
