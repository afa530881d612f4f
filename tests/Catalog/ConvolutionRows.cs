using NeuralCore.Operations;
using static NeuralCore.Catalog.Input;
using static NeuralCore.Catalog.Rows;

namespace NeuralCore.Catalog;

public static class ConvolutionRows
{
    public static IEnumerable<OperationRow> All => [.. Images, .. Grouped, .. Lines, .. TransposedImages, .. TransposedLines, .. Activated];

    // Where no tap reaches the number in the middle, a NaN there does not show.
    private static IEnumerable<OperationRow> Images =>
    [
        Image("Conv2d", "", (x, w, b) => x.Conv2d(w, b), [2, 3, 5, 6], [4, 3, 3, 3]),
        Image("Conv2d wide", "", (x, w, b) => x.Conv2d(w, b), [1, 2, 4, 75], [3, 2, 3, 3]),
        Image("Conv2d of many channels", "", (x, w, b) => x.Conv2d(w, b), [1, 19, 3, 7], [29, 19, 2, 2]),
        Image("Conv2d padding", ", padding=1", (x, w, b) => x.Conv2d(w, b, padding: 1), [2, 2, 4, 19], [3, 2, 3, 3]),
        Image("Conv2d same", ", padding='same'", (x, w, b) => x.Conv2d(w, b, padding: Padding.Same), [1, 2, 5, 17], [3, 2, 5, 3]),
        Image("Conv2d same with an even kernel", ", padding='same'", (x, w, b) => x.Conv2d(w, b, padding: Padding.Same), [2, 1, 5, 6], [3, 1, 4, 2]),
        Image("Conv2d same with dilation", ", padding='same', dilation=(2, 3)",
            (x, w, b) => x.Conv2d(w, b, padding: Padding.Same, dilation: (2, 3)), [1, 2, 6, 9], [2, 2, 2, 4]),
        Image("Conv2d valid", ", padding='valid'", (x, w, b) => x.Conv2d(w, b, padding: Padding.Valid), [1, 2, 4, 4], [2, 2, 2, 2]),
        Image("Conv2d padding wider than the kernel", ", padding=(0, 3)", (x, w, b) => x.Conv2d(w, b, padding: (0, 3)), [1, 2, 3, 4], [2, 2, 2, 2]),
        Image("Conv2d oblong", ", stride=(2, 3), padding=(1, 0)",
            (x, w, b) => x.Conv2d(w, b, (2, 3), (1, 0)), [2, 2, 5, 11], [3, 2, 3, 2]).MayHideNaN(),
        Image("Conv2d stride", ", stride=2, padding=1", (x, w, b) => x.Conv2d(w, b, 2, 1), [2, 3, 7, 41], [4, 3, 3, 3]),
        Image("Conv2d stride that leaves a rest", ", stride=2", (x, w, b) => x.Conv2d(w, b, 2), [1, 2, 6, 8], [2, 2, 3, 3]),
        Image("Conv2d stride longer than the kernel", ", stride=3", (x, w, b) => x.Conv2d(w, b, 3), [1, 2, 7, 8], [3, 2, 2, 2]).MayHideNaN(),
        Image("Conv2d dilation", ", padding=1, dilation=2", (x, w, b) => x.Conv2d(w, b, padding: 1, dilation: 2), [1, 2, 6, 21], [3, 2, 3, 3]),
        Image("Conv2d stride and dilation", ", stride=(3, 2), padding=(2, 4), dilation=(2, 3)",
            (x, w, b) => x.Conv2d(w, b, (3, 2), (2, 4), (2, 3)), [1, 2, 8, 9], [2, 2, 3, 2]).MayHideNaN(),
        Image("Conv2d single pixels", "", (x, w, b) => x.Conv2d(w, b), [2, 5, 3, 7], [4, 5, 1, 1]),
        Image("Conv2d single pixels, stride", ", stride=2", (x, w, b) => x.Conv2d(w, b, 2), [2, 3, 5, 9], [4, 3, 1, 1]).MayHideNaN(),
        Image("Conv2d single pixels, padding", ", padding=1", (x, w, b) => x.Conv2d(w, b, padding: 1), [1, 3, 2, 3], [2, 3, 1, 1]),
        Image("Conv2d whole image", "", (x, w, b) => x.Conv2d(w, b), [3, 2, 3, 5], [4, 2, 3, 5]),
        Image("Conv2d one channel to many", ", padding=1", (x, w, b) => x.Conv2d(w, b, padding: 1), [2, 1, 6, 18], [17, 1, 3, 3]),
        Image("Conv2d by tiles", ", padding=1", (x, w, b) => x.Conv2d(w, b, padding: 1), [1, 16, 7, 10], [17, 16, 3, 3]),
        Of("Conv2d without bias", "F.conv2d(x, y, padding=1)", (x, w) => x.Conv2d(w, padding: 1), Numbers([2, 2, 4, 5]), Numbers([3, 2, 3, 3])),
    ];

    private static IEnumerable<OperationRow> Grouped =>
    [
        Image("Conv2d groups", ", padding=1, groups=2", (x, w, b) => x.Conv2d(w, b, padding: 1, groups: 2), [2, 4, 4, 5], [6, 2, 3, 3]),
        Image("Conv2d groups, stride", ", stride=2, padding=1, groups=3",
            (x, w, b) => x.Conv2d(w, b, 2, 1, groups: 3), [1, 6, 5, 6], [3, 2, 3, 3]),
        Image("Conv2d groups of single pixels", ", groups=2", (x, w, b) => x.Conv2d(w, b, groups: 2), [2, 6, 3, 4], [4, 3, 1, 1]),
        Image("Conv2d depthwise", ", padding=1, groups=3", (x, w, b) => x.Conv2d(w, b, padding: 1, groups: 3), [2, 3, 5, 37], [3, 1, 3, 3]),
        Image("Conv2d depthwise, stride", ", stride=2, padding=2, groups=3",
            (x, w, b) => x.Conv2d(w, b, 2, 2, groups: 3), [2, 3, 5, 37], [3, 1, 5, 5]),
        Image("Conv2d depthwise, twice as many", ", dilation=2, groups=2",
            (x, w, b) => x.Conv2d(w, b, dilation: 2, groups: 2), [1, 2, 6, 7], [4, 1, 2, 3]),
    ];

    private static IEnumerable<OperationRow> Lines =>
    [
        Line("Conv1d", "", (x, w, b) => x.Conv1d(w, b), [2, 3, 9], [4, 3, 3]),
        Line("Conv1d long", ", padding=2", (x, w, b) => x.Conv1d(w, b, padding: 2), [1, 2, 150], [3, 2, 5]),
        Line("Conv1d same", ", padding='same', dilation=3", (x, w, b) => x.Conv1d(w, b, padding: Padding.Same, dilation: 3), [2, 2, 11], [3, 2, 4]),
        Line("Conv1d stride", ", stride=3, padding=2", (x, w, b) => x.Conv1d(w, b, 3, 2), [2, 2, 20], [3, 2, 5]),
        Line("Conv1d dilation", ", padding=4, dilation=4", (x, w, b) => x.Conv1d(w, b, padding: 4, dilation: 4), [1, 2, 40], [2, 2, 3]),
        Line("Conv1d groups", ", stride=2, groups=2", (x, w, b) => x.Conv1d(w, b, 2, groups: 2), [2, 4, 9], [6, 2, 3]),
        Line("Conv1d depthwise", ", padding=1, groups=4", (x, w, b) => x.Conv1d(w, b, padding: 1, groups: 4), [2, 4, 35], [4, 1, 3]),
        Line("Conv1d single positions", "", (x, w, b) => x.Conv1d(w, b), [2, 5, 7], [3, 5, 1]),
        Of("Conv1d without bias", "F.conv1d(x, y)", (x, w) => x.Conv1d(w), Numbers([2, 2, 8]), Numbers([3, 2, 3])),
    ];

    private static IEnumerable<OperationRow> TransposedImages =>
    [
        TransposedImage("ConvTranspose2d", "", (x, w, b) => x.ConvTranspose2d(w, b), [2, 3, 4, 5], [3, 4, 3, 3]),
        TransposedImage("ConvTranspose2d wide", ", padding=1", (x, w, b) => x.ConvTranspose2d(w, b, padding: 1), [1, 2, 3, 45], [2, 3, 3, 3]),
        TransposedImage("ConvTranspose2d of many channels", ", stride=2", (x, w, b) => x.ConvTranspose2d(w, b, 2), [1, 21, 2, 3], [21, 18, 2, 2]),
        TransposedImage("ConvTranspose2d by tiles", "", (x, w, b) => x.ConvTranspose2d(w, b), [1, 17, 7, 8], [17, 16, 3, 3]),
        TransposedImage("ConvTranspose2d stride", ", stride=2, padding=1, output_padding=1",
            (x, w, b) => x.ConvTranspose2d(w, b, 2, 1, 1), [2, 3, 4, 19], [3, 2, 3, 3]),
        TransposedImage("ConvTranspose2d stride longer than the kernel", ", stride=3, output_padding=(0, 2)",
            (x, w, b) => x.ConvTranspose2d(w, b, 3, outputPadding: (0, 2)), [1, 2, 3, 4], [2, 2, 2, 2]),
        TransposedImage("ConvTranspose2d oblong", ", stride=(1, 2), padding=(2, 0)",
            (x, w, b) => x.ConvTranspose2d(w, b, (1, 2), (2, 0)), [1, 2, 5, 3], [2, 3, 4, 1]),
        TransposedImage("ConvTranspose2d dilation", ", stride=2, padding=3, output_padding=(2, 1), dilation=(3, 2)",
            (x, w, b) => x.ConvTranspose2d(w, b, 2, 3, (2, 1), dilation: (3, 2)), [1, 2, 4, 5], [2, 2, 3, 3]),
        TransposedImage("ConvTranspose2d groups", ", stride=2, padding=1, groups=2",
            (x, w, b) => x.ConvTranspose2d(w, b, 2, 1, groups: 2), [2, 4, 3, 4], [4, 3, 4, 4], groups: 2),
        TransposedImage("ConvTranspose2d depthwise", ", stride=2, groups=3",
            (x, w, b) => x.ConvTranspose2d(w, b, 2, groups: 3), [1, 3, 3, 17], [3, 1, 3, 3], groups: 3),
        TransposedImage("ConvTranspose2d single pixels", "", (x, w, b) => x.ConvTranspose2d(w, b), [2, 3, 2, 5], [3, 4, 1, 1]),
        Of("ConvTranspose2d without bias", "F.conv_transpose2d(x, y, stride=2)",
            (x, w) => x.ConvTranspose2d(w, stride: 2), Numbers([1, 2, 3, 3]), Numbers([2, 3, 2, 2])),
    ];

    private static IEnumerable<OperationRow> TransposedLines =>
    [
        TransposedLine("ConvTranspose1d", "", (x, w, b) => x.ConvTranspose1d(w, b), [2, 3, 7], [3, 4, 3]),
        TransposedLine("ConvTranspose1d stride", ", stride=3, padding=2, output_padding=2",
            (x, w, b) => x.ConvTranspose1d(w, b, 3, 2, 2), [2, 2, 25], [2, 3, 5]),
        TransposedLine("ConvTranspose1d dilation", ", padding=1, dilation=3, output_padding=2",
            (x, w, b) => x.ConvTranspose1d(w, b, padding: 1, outputPadding: 2, dilation: 3), [1, 2, 8], [2, 2, 3]),
        TransposedLine("ConvTranspose1d groups", ", stride=2, groups=2",
            (x, w, b) => x.ConvTranspose1d(w, b, 2, groups: 2), [2, 4, 5], [4, 2, 3], groups: 2),
        Of("ConvTranspose1d without bias", "F.conv_transpose1d(x, y, stride=2)",
            (x, w) => x.ConvTranspose1d(w, stride: 2), Numbers([2, 2, 5]), Numbers([2, 3, 4])),
    ];

    private static IEnumerable<OperationRow> Activated =>
    [
        Image("Conv2d then Relu", Activation.Relu, "torch.relu", [2, 2, 4, 7], [3, 2, 3, 3]),
        Image("Conv2d then Gelu", Activation.Gelu, "F.gelu", [2, 2, 4, 7], [3, 2, 3, 3]),
        Image("Conv2d then Softmax", Activation.Softmax(1), "(lambda a: F.softmax(a, 1))", [1, 2, 3, 4], [3, 2, 3, 3]),
        Of("ConvTranspose2d then Tanh", "torch.tanh(F.conv_transpose2d(x, y, z, padding=1))",
            (x, w, b) => Activation.Tanh.ApplyToConvolution(x, Padded("ConvTranspose2d", isTransposed: true), w, b),
            Numbers([2, 2, 4, 7]), Numbers([2, 3, 3, 3]), Numbers([3])),
    ];

    private static OperationRow Image(string name, string settings, Func<Tensor, Tensor, Tensor, Tensor> run, Shape x, Shape weight) =>
        Of(name, $"F.conv2d(x, y, z{settings})", run, Numbers(x), Numbers(weight), Numbers([weight[0]]));

    private static OperationRow Line(string name, string settings, Func<Tensor, Tensor, Tensor, Tensor> run, Shape x, Shape weight) =>
        Of(name, $"F.conv1d(x, y, z{settings})", run, Numbers(x), Numbers(weight), Numbers([weight[0]]));

    private static OperationRow TransposedImage(
        string name, string settings, Func<Tensor, Tensor, Tensor, Tensor> run, Shape x, Shape weight, int groups = 1) =>
        Of(name, $"F.conv_transpose2d(x, y, z{settings})", run, Numbers(x), Numbers(weight), Numbers([weight[1] * groups]));

    private static OperationRow TransposedLine(
        string name, string settings, Func<Tensor, Tensor, Tensor, Tensor> run, Shape x, Shape weight, int groups = 1) =>
        Of(name, $"F.conv_transpose1d(x, y, z{settings})", run, Numbers(x), Numbers(weight), Numbers([weight[1] * groups]));

    private static OperationRow Image(string name, Activation activation, string torch, Shape x, Shape weight) =>
        Of(name, $"{torch}(F.conv2d(x, y, z, padding=1))",
            (x, w, b) => activation.ApplyToConvolution(x, Padded("Conv2d"), w, b), Numbers(x), Numbers(weight), Numbers([weight[0]]));

    private static ConvolutionSettings Padded(string operation, bool isTransposed = false) =>
        ConvolutionSettings.OfImages(operation, stride: 1, padding: 1, dilation: 1, groups: 1, isTransposed: isTransposed);
}
