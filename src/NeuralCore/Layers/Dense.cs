namespace NeuralCore;

/// <summary>
/// x · weightᵀ + bias, then an activation where one is given: every output sees every input. Shapes: x [..., in], weight [out, in], bias
/// [out], result [..., out].
/// </summary>
public sealed class Dense : Layer
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly Activation? activation;

    /// <summary>Connects every input with every output.</summary>
    /// <param name="inputs">The size of the input's last axis.</param>
    /// <param name="outputs">The size of the result's last axis.</param>
    /// <param name="activation">What is applied to the result, in the same pass where that is possible.</param>
    /// <param name="bias">Whether an addend is learned for each output.</param>
    /// <param name="weightInitializer">The first weights; without, drawn evenly from ±1/√in, as in PyTorch.</param>
    /// <param name="biasInitializer">The first bias; without, drawn evenly from ±1/√in, as in PyTorch.</param>
    /// <param name="rng">Where random numbers come from; without, a stream of <see cref="GlobalRandom"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no input or no output.</exception>
    public Dense(
        int inputs,
        int outputs,
        Activation? activation = null,
        bool bias = true,
        Initializer? weightInitializer = null,
        Initializer? biasInitializer = null,
        Rng? rng = null)
    {
        Description = $"Dense({inputs} → {outputs}{(activation is null ? "" : $", {activation}")}{(bias ? "" : ", bias: false")})";
        LayerArgument.CheckSize(inputs, nameof(inputs));
        LayerArgument.CheckSize(outputs, nameof(outputs));
        rng ??= GlobalRandom.NextStream();
        Real bound = 1 / Real.Sqrt(inputs);
        Initializer usual = Initializer.Uniform(-bound, bound);
        weight = AddParameter("weight", (weightInitializer ?? usual).Create([outputs, inputs], rng));
        this.bias = bias ? AddParameter("bias", (biasInitializer ?? usual).Create([outputs], rng)) : null;
        this.activation = activation;
        RunsForeignCode = activation is { IsForeignCode: true };
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The input's last axis is not as long as the weights expect.</exception>
    public override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return activation is null ? input.Linear(weight, bias?.Value) : activation.ApplyToLinear(input, weight, bias?.Value);
    }
}
