using NeuralCore.Operations;

namespace NeuralCore;

/// <summary>
/// A function that follows a layer, as an object that can be named, printed and put into a model. Each one stands in a file of its own,
/// beside its formula and its slope.
/// </summary>
public abstract partial class Activation
{
    private protected Activation(string name) => Name = name;

    /// <summary>The name, with its settings where it has any, as in <c>LeakyRelu(0.01)</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is a function from outside this library.</summary>
    internal bool IsForeignCode => this is FunctionActivation { IsForeign: true };

    /// <summary>Any function of a tensor as an activation.</summary>
    /// <param name="name">What it prints as.</param>
    /// <param name="function">The function; it must use operations that are recorded, so that a gradient comes back.</param>
    public static Activation From(string name, Func<Tensor, Tensor> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionActivation(name, function, isForeign: true);
    }

    /// <summary>The function's value.</summary>
    public abstract Tensor Apply(Tensor input);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>The function of x · weightᵀ + bias, in one pass where the function allows it.</summary>
    internal abstract Tensor ApplyToLinear(Tensor input, Tensor weight, Tensor? bias);

    /// <summary>The function of a convolution's result, in one pass where the function allows it.</summary>
    internal abstract Tensor ApplyToConvolution(Tensor input, in ConvolutionSettings settings, Tensor weight, Tensor? bias);

    private static Activation Of<TOperation>(TOperation operation, string? name = null)
        where TOperation : struct, IUnaryOperation => new ElementwiseActivation<TOperation>(operation, name ?? TOperation.Name);

    private static Activation Along(int axis, string name, Func<Tensor, Tensor> function) =>
        new FunctionActivation(axis == -1 ? name : FormattableString.Invariant($"{name}(axis {axis})"), function, isForeign: false);

    private sealed class ElementwiseActivation<TOperation>(TOperation operation, string name) : Activation(name)
        where TOperation : struct, IUnaryOperation
    {
        public override Tensor Apply(Tensor input) => input.Elementwise(operation);

        internal override Tensor ApplyToLinear(Tensor input, Tensor weight, Tensor? bias) => input.Linear(weight, bias, operation);

        internal override Tensor ApplyToConvolution(Tensor input, in ConvolutionSettings settings, Tensor weight, Tensor? bias) =>
            input.Convolution(settings, weight, bias, operation);
    }

    private sealed class FunctionActivation(string name, Func<Tensor, Tensor> function, bool isForeign) : Activation(name)
    {
        public bool IsForeign { get; } = isForeign;

        public override Tensor Apply(Tensor input) => function(input);

        internal override Tensor ApplyToLinear(Tensor input, Tensor weight, Tensor? bias) => function(input.Linear(weight, bias));

        internal override Tensor ApplyToConvolution(Tensor input, in ConvolutionSettings settings, Tensor weight, Tensor? bias) =>
            function(input.Convolution(settings, weight, bias, default(NoActivation)));
    }
}
