using static NeuralCore.Catalog.Input;

namespace NeuralCore.Catalog;

/// <summary>Every layer.</summary>
public static class LayerCatalog
{
    public static IReadOnlyList<LayerRow> Rows { get; } =
    [
        new("Dense", "nn.Linear(4, 3)", () => new Dense(4, 3), Numbers([5, 4])),
        new("Dense without bias", "nn.Linear(4, 3, bias=False)", () => new Dense(4, 3, bias: false), Numbers([5, 4])),
        new("Dense with an activation", "Also(nn.Linear(4, 3), torch.tanh)", () => new Dense(4, 3, Activation.Tanh), Numbers([5, 4])),
        new("Dense on a sequence", "nn.Linear(4, 3)", () => new Dense(4, 3), Numbers([2, 5, 4])),
        new("Dropout", "nn.Dropout(0.3)", () => new Dropout((Real)0.3), Numbers([5, 4])) { IsDeterministic = false },
        new("ChannelDropout", "nn.Dropout2d(0.3)", () => new ChannelDropout((Real)0.3), Numbers([5, 4, 2, 2])) { IsDeterministic = false },
        new("Embedding", "nn.Embedding(5, 3)", () => new Embedding(5, 3), Whole([4, 6], 5)),
        new("BatchNorm", "nn.BatchNorm1d(4)", () => new BatchNorm(4), Numbers([6, 4])),
        new("BatchNorm channels", "nn.BatchNorm2d(3)", () => new BatchNorm(3), Numbers([4, 3, 2, 2])),
        new("BatchNorm sequences", "nn.BatchNorm1d(3)", () => new BatchNorm(3), Numbers([4, 3, 5])),
        new("GroupNorm", "nn.GroupNorm(2, 6)", () => new GroupNorm(2, 6), Numbers([3, 6, 2, 4])),
        new("GroupNorm features", "nn.GroupNorm(2, 6)", () => new GroupNorm(2, 6), Numbers([3, 6])),
        new("GroupNorm without parameters", "nn.GroupNorm(3, 6, eps=0.01, affine=False)",
            () => new GroupNorm(3, 6, (Real)0.01, affine: false), Numbers([3, 6, 4])),
        new("InstanceNorm", "nn.InstanceNorm2d(3)", () => new InstanceNorm(3), Numbers([2, 3, 2, 4])),
        new("InstanceNorm affine", "nn.InstanceNorm1d(3, affine=True)", () => new InstanceNorm(3, affine: true), Numbers([2, 3, 5])),
        new("InstanceNorm with running statistics", "nn.InstanceNorm2d(3, momentum=0.25, affine=True, track_running_stats=True)",
            () => new InstanceNorm(3, (Real)0.25, affine: true, runningStatistics: true), Numbers([4, 3, 2, 2])),
        new("RmsNorm", "RMSNorm([6])", () => new RmsNorm(6), Numbers([4, 6])),
        new("RmsNorm two axes", "RMSNorm([3, 4], eps=0.01)", () => new RmsNorm([3, 4], (Real)0.01), Numbers([2, 3, 4])),
        new("LayerNorm", "nn.LayerNorm(6)", () => new LayerNorm(6), Numbers([4, 6])),
        new("LayerNorm two axes", "nn.LayerNorm([3, 4])", () => new LayerNorm([3, 4]), Numbers([2, 3, 4])),
        new("PRelu", "nn.PReLU()", () => new PRelu(), Numbers([3, 4], kinks: 0)),
        new("PRelu channels", "nn.PReLU(3)", () => new PRelu(3), Numbers([2, 3, 4], kinks: 0)),
        new("MaxPool1d", "nn.MaxPool1d(3, 2, 1)", () => new MaxPool1d(3, 2, 1), Distinct([2, 2, 9])),
        new("MaxPool2d", "nn.MaxPool2d(2, ceil_mode=True)", () => new MaxPool2d(2, ceilMode: true), Distinct([2, 2, 5, 6])),
        new("AvgPool1d", "nn.AvgPool1d(3, 2, 1)", () => new AvgPool1d(3, 2, 1), Numbers([2, 2, 9])),
        new("AvgPool2d", "nn.AvgPool2d((3, 2), 2, 1, count_include_pad=False)",
            () => new AvgPool2d((3, 2), 2, 1, countIncludePad: false), Numbers([2, 2, 5, 6])),
        new("AdaptiveMaxPool1d", "nn.AdaptiveMaxPool1d(2)", () => new AdaptiveMaxPool1d(2), Distinct([2, 2, 5])),
        new("AdaptiveMaxPool2d", "nn.AdaptiveMaxPool2d((2, 3))", () => new AdaptiveMaxPool2d((2, 3)), Distinct([2, 2, 5, 6])),
        new("AdaptiveAvgPool1d", "nn.AdaptiveAvgPool1d(2)", () => new AdaptiveAvgPool1d(2), Numbers([2, 2, 5])),
        new("AdaptiveAvgPool2d", "nn.AdaptiveAvgPool2d((2, 3))", () => new AdaptiveAvgPool2d((2, 3)), Numbers([2, 2, 5, 6])),
        new("GlobalMaxPool", "nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten())", () => new GlobalMaxPool(), Distinct([2, 2, 3, 4])),
        new("GlobalAvgPool", "nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())", () => new GlobalAvgPool(), Numbers([2, 2, 3, 4])),
        new("Upsample", "nn.Upsample(scale_factor=2)", () => new Upsample(2), Numbers([2, 2, 3, 4])),
        new("Upsample size", "nn.Upsample((5, 7), mode='bilinear')", () => new Upsample([5, 7], UpsampleMode.Linear), Numbers([2, 2, 3, 4])),
        new("Conv1d", "nn.Conv1d(3, 4, 3, padding=1)", () => new Conv1d(3, 4, 3, padding: 1), Numbers([2, 3, 7])),
        new("Conv1d with everything", "nn.Conv1d(4, 6, 3, 2, 2, 2, 2, False)", () => new Conv1d(4, 6, 3, 2, 2, 2, 2, false), Numbers([2, 4, 11])),
        new("Conv2d", "nn.Conv2d(2, 4, 3)", () => new Conv2d(2, 4, 3), Numbers([2, 2, 5, 6])),
        new("Conv2d with everything", "nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 2), 2, False)",
            () => new Conv2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 2), 2, false), Numbers([2, 4, 5, 6])),
        new("Conv2d same", "nn.Conv2d(2, 3, 4, padding='same')", () => new Conv2d(2, 3, 4, padding: Padding.Same), Numbers([2, 2, 5, 6])),
        new("Conv2d with an activation", "Also(nn.Conv2d(2, 3, 3, padding=1), torch.tanh)",
            () => new Conv2d(2, 3, 3, padding: 1, activation: Activation.Tanh), Numbers([2, 2, 3, 4])),
        new("ConvTranspose1d", "nn.ConvTranspose1d(3, 2, 3)", () => new ConvTranspose1d(3, 2, 3), Numbers([2, 3, 4])),
        new("ConvTranspose1d with everything", "nn.ConvTranspose1d(4, 6, 3, 2, 2, 1, 2, False, 2)",
            () => new ConvTranspose1d(4, 6, 3, 2, 2, 1, 2, false, 2), Numbers([2, 4, 5])),
        new("ConvTranspose2d", "nn.ConvTranspose2d(3, 2, 2, 2)", () => new ConvTranspose2d(3, 2, 2, 2), Numbers([2, 3, 3, 4])),
        new("ConvTranspose2d with everything", "nn.ConvTranspose2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 1), 2, False, (1, 2))",
            () => new ConvTranspose2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 1), 2, false, (1, 2)), Numbers([1, 4, 3, 4])),
        new("ConvTranspose2d with an activation", "Also(nn.ConvTranspose2d(2, 3, 3, 2), torch.tanh)",
            () => new ConvTranspose2d(2, 3, 3, 2, activation: Activation.Tanh), Numbers([1, 2, 2, 3])),
        new("Flatten", "nn.Flatten()", () => new Flatten(), Numbers([2, 3, 4])),
        new("Lambda", "Also(nn.Identity(), torch.tanh)", () => new Lambda("Tanh", x => x.Tanh()), Numbers([3, 4])),
        new("ActivationLayer", "nn.GELU()", () => new Sequential(Activation.Gelu), Numbers([3, 4])),
        new("Sequential", "nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.BatchNorm1d(5), nn.Linear(5, 3))",
            () => new Sequential(new Dense(4, 5), Activation.Tanh, new BatchNorm(5), new Dense(5, 3)), Numbers([6, 4])),
        new("Residual", "Residual(nn.Sequential(nn.Linear(4, 4), nn.Tanh()))",
            () => new Residual(new Sequential(new Dense(4, 4), Activation.Tanh)), Numbers([3, 4])),
    ];

    public static LayerRow Find(string name) => Rows.SingleOrDefault(row => row.Name == name)
        ?? throw new InvalidOperationException($"The catalog has no row \"{name}\". Every layer needs one; CONTRIBUTING.md shows how.");
}
