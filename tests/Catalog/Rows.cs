namespace NeuralCore.Catalog;

/// <summary>Short forms for writing rows.</summary>
internal static class Rows
{
    /// <summary>An element-wise operation of one tensor.</summary>
    public static OperationRow Unary(string name, string torch, Func<Tensor, Tensor> run, double low = -2, double high = 2, params double[] kinks) =>
        new(name, torch, x => run(x[0]), Input.Numbers([3, 5], low, high, kinks)) { IsElementwise = true };

    /// <summary>Any operation of one tensor of numbers.</summary>
    public static OperationRow Of(string name, string torch, Func<Tensor, Tensor> run, Shape shape) =>
        new(name, torch, x => run(x[0]), Input.Numbers(shape));

    /// <summary>Any operation of one tensor.</summary>
    public static OperationRow Of(string name, string torch, Func<Tensor, Tensor> run, Input input) => new(name, torch, x => run(x[0]), input);

    /// <summary>An operation of two tensors.</summary>
    public static OperationRow Of(string name, string torch, Func<Tensor, Tensor, Tensor> run, Input x, Input y) =>
        new(name, torch, i => run(i[0], i[1]), x, y);

    /// <summary>An operation of three tensors.</summary>
    public static OperationRow Of(string name, string torch, Func<Tensor, Tensor, Tensor, Tensor> run, Input x, Input y, Input z) =>
        new(name, torch, i => run(i[0], i[1], i[2]), x, y, z);

    /// <summary>The row without a gradient.</summary>
    public static OperationRow WithoutGradient(this OperationRow row) => row with { IsDifferentiable = false };

    /// <summary>The row, whose result need not show a NaN: it chooses among numbers, or compares them.</summary>
    public static OperationRow MayHideNaN(this OperationRow row) => row with { PropagatesNaN = false };

    /// <summary>The row, whose inputs sit at kinks on purpose, so that only PyTorch can say what the slope should be.</summary>
    public static OperationRow AtKinks(this OperationRow row) => row with { IsSmooth = false };

    /// <summary>The row, whose inputs go in at several places.</summary>
    public static OperationRow Composed(this OperationRow row) => row with { IsComposed = true };
}
