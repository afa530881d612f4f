namespace NeuralCore.Testing;

/// <summary>
/// Checks the gradient of a function of tensors against differences of its values: every output with respect to every number of every
/// input that requires a gradient.
/// </summary>
/// <remarks>
/// The derivative is estimated from central differences at two steps, h and h/2, combined so that the error falls with h⁴
/// (Richardson, 1911). The whole Jacobian is compared, not a random projection of it, which has been seen to miss errors. Use small
/// inputs, away from kinks. What should be constant, such as a dropout mask, must be the same in every call.
/// </remarks>
public static class GradientCheck
{
    // Balances the rounding of the values, which weighs with 1/h, against the error of the estimate, which weighs with h^4.
    private static readonly double step = sizeof(Real) == sizeof(double) ? 2e-3 : 0.1;

    /// <summary>The largest relative error that a right gradient shows: rounding in this precision, with room to spare.</summary>
    public static double DefaultTolerance => sizeof(Real) == sizeof(double) ? 1e-7 : 1e-2;

    /// <summary>Checks a function of one tensor.</summary>
    /// <inheritdoc cref="Run(Func{Tensor[], Tensor}, Tensor[])"/>
    public static GradientReport Run(Func<Tensor, Tensor> function, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run((Tensor[] inputs) => function(inputs[0]), [input]);
    }

    /// <summary>Checks a function of several tensors.</summary>
    /// <param name="function">The function. It must not keep anything from call to call.</param>
    /// <param name="inputs">Where to check it. Those that require a gradient are changed and put back number by number.</param>
    /// <returns>The largest error, and where it is. Call <see cref="GradientReport.ThrowIfAbove"/> on it in a test.</returns>
    /// <exception cref="ArgumentException">No input requires a gradient.</exception>
    /// <exception cref="GradientException">The result does not require a gradient although an input does: the graph was cut.</exception>
    public static GradientReport Run(Func<Tensor[], Tensor> function, Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        if (!inputs.Any(input => input.RequiresGradient))
            throw new ArgumentException("GradientCheck: no input requires a gradient, so there is nothing to check. Set RequiresGradient on one.", nameof(inputs));

        double[][] analytic = Analytic(function, inputs);
        double[][] numeric = Numeric(function, inputs);
        return Compare(inputs, analytic, numeric);
    }

    // For each input, the Jacobian: [number of the input, number of the output], flat.
    private static double[][] Analytic(Func<Tensor[], Tensor> function, Tensor[] inputs)
    {
        Tensor output = function(inputs);
        if (!output.RequiresGradient)
        {
            throw new GradientException("GradientCheck: the result does not require a gradient although an input does. "
                + "An operation on the way cuts the graph: Detach, Gradients.Disable, or values copied out and in.");
        }

        double[][] jacobians = [.. inputs.Select(input => new double[input.RequiresGradient ? input.Count * output.Count : 0])];
        Real[] upstream = new Real[output.Count];
        for (int j = 0; j < output.Count; j++)
        {
            foreach (Tensor input in inputs)
                input.ClearGradient();
            upstream[j] = 1;
            output.Backward(Tensor.From(upstream, output.Shape), retainGraph: true);
            upstream[j] = 0;
            for (int k = 0; k < inputs.Length; k++)
            {
                if (inputs[k].Gradient is not { } gradient || jacobians[k].Length == 0)
                    continue;
                ReadOnlySpan<Real> values = gradient.AsReadOnlySpan();
                for (int i = 0; i < values.Length; i++)
                    jacobians[k][(i * output.Count) + j] = values[i];
            }
        }

        foreach (Tensor input in inputs)
            input.ClearGradient();
        return jacobians;
    }

    private static double[][] Numeric(Func<Tensor[], Tensor> function, Tensor[] inputs)
    {
        using (Gradients.Disable())
        {
            return [.. inputs.Select(input => !input.RequiresGradient
                ? []
                : Enumerable.Range(0, input.Count).SelectMany(i => Derivative(function, inputs, input, i)).ToArray())];
        }
    }

    private static double[] Derivative(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor input, int index)
    {
        Real value = input.AsReadOnlySpan()[index];
        double h = step * Math.Max(1, Math.Abs(value));
        double[] wide = Difference(h);
        double[] narrow = Difference(h / 2);
        input.AsSpan()[index] = value;
        return [.. narrow.Zip(wide, (n, w) => ((4 * n) - w) / 3)];

        double[] Difference(double distance)
        {
            // What the shifted numbers really are apart counts, not what was asked for.
            Real above = (Real)(value + distance);
            Real below = (Real)(value - distance);
            input.AsSpan()[index] = above;
            Real[] high = function(inputs).ToArray();
            input.AsSpan()[index] = below;
            Real[] low = function(inputs).ToArray();
            return [.. high.Zip(low, (a, b) => ((double)a - b) / ((double)above - below))];
        }
    }

    private static GradientReport Compare(Tensor[] inputs, double[][] analytic, double[][] numeric)
    {
        double scale = numeric.SelectMany(values => values).Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        GradientReport worst = new(0, 0, 0, 0, 0, 0);
        for (int k = 0; k < inputs.Length; k++)
        {
            int outputs = inputs[k].Count == 0 ? 0 : analytic[k].Length / inputs[k].Count;
            for (int i = 0; i < analytic[k].Length; i++)
            {
                double a = analytic[k][i];
                double n = numeric[k][i];

                // Beside large derivatives, small ones are known only as well as the values that they were estimated from.
                double size = Math.Max(Math.Max(Math.Abs(a), Math.Abs(n)), 0.01 * Math.Max(scale, 1));
                double error = Math.Abs(a - n) / size;
                if (!(error <= worst.Error))
                    worst = new GradientReport(double.IsNaN(error) ? double.PositiveInfinity : error, k, i / outputs, i % outputs, a, n);
            }
        }

        return worst;
    }
}
