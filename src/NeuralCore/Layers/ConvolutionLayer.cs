using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>What convolutions have in common as layers: a weight, a bias, an activation, and how the kernel is laid over the input.</summary>
public abstract class ConvolutionLayer : Layer
{
    private readonly ConvolutionSettings settings;
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Activation? activation;

    private protected ConvolutionLayer(
        in ConvolutionSettings settings,
        int inChannels,
        int outChannels,
        ReadOnlySpan<int> kernelSize,
        bool bias,
        Activation? activation,
        Initializer? weightInitializer,
        Initializer? biasInitializer,
        Rng? rng)
    {
        CheckSizes(settings, inChannels, outChannels, kernelSize);
        this.settings = settings;
        this.activation = activation;
        RunsForeignCode = activation is { IsForeignCode: true };
        string kernel = (kernelSize.Length == 1 ? kernelSize[0] : new Pair(kernelSize[0], kernelSize[1])).ToString();
        string end = $"{(bias ? "" : ", bias: false")}{(activation is null ? "" : $", {activation}")}";
        Description = FormattableString.Invariant($"{settings.Operation}({inChannels} → {outChannels}, {kernel}{settings}{end})");

        (int first, int second) = settings.IsTransposed ? (inChannels, outChannels) : (outChannels, inChannels);
        Shape shape = [first, second / settings.Groups, .. kernelSize];
        rng ??= GlobalRandom.NextStream();

        // PyTorch counts the connections of a transposed weight along its second axis too.
        Real bound = 1 / Real.Sqrt(shape.CountBetween(1, shape.Rank));
        Initializer usual = Initializer.Uniform(-bound, bound);
        weight = AddParameter("weight", (weightInitializer ?? usual).Create(shape, rng));
        this.bias = bias ? AddParameter("bias", (biasInitializer ?? usual).Create([outChannels], rng)) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input has other axes or another number of channels, or is smaller than the kernel.</exception>
    public sealed override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return activation is null
            ? input.Convolution(settings, weight, bias?.Value, default(NoActivation))
            : activation.ApplyToConvolution(input, settings, weight, bias?.Value);
    }

    private static void CheckSizes(in ConvolutionSettings settings, int inChannels, int outChannels, ReadOnlySpan<int> kernelSize)
    {
        LayerArgument.CheckSize(inChannels, nameof(inChannels));
        LayerArgument.CheckSize(outChannels, nameof(outChannels));
        foreach (int size in kernelSize)
            LayerArgument.CheckSize(size, nameof(kernelSize));
        if (inChannels % settings.Groups != 0)
            Throw.GroupsOfLayer(settings.Operation, nameof(inChannels), inChannels, settings.Groups);
        if (outChannels % settings.Groups != 0)
            Throw.GroupsOfLayer(settings.Operation, nameof(outChannels), outChannels, settings.Groups);
    }
}
