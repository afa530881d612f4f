namespace NeuralCore;

/// <summary>
/// How the learning rate changes from epoch to epoch, as a factor of the optimizer's own rate. A function of epochs alone, so a resumed
/// training goes on as an uninterrupted one would have.
/// </summary>
public abstract class Schedule
{
    /// <summary>The same rate throughout: factor 1.</summary>
    public static Schedule Constant { get; } = new FunctionSchedule(static (_, _) => 1);

    /// <summary>
    /// Falls evenly, the last epoch having the smallest rate: (n - t) / n after t of n epochs. Large steps find the valley, small ones its floor.
    /// </summary>
    public static Schedule Linear { get; } = new FunctionSchedule(static (done, epochs) => (Real)(epochs - done) / epochs);

    /// <summary>Multiplies the rate by a factor every so many epochs: factor^⌊t / every⌋ after t epochs. PyTorch's <c>StepLR</c>.</summary>
    /// <param name="every">After how many epochs the rate changes.</param>
    /// <param name="factor">What it is multiplied by, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the factor is not finite.</exception>
    public static Schedule StepDown(int every, Real factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(every);
        if (!(factor > 0 && Real.IsFinite(factor)))
            Throw.Setting(nameof(factor), factor, "above 0 and finite");
        return new FunctionSchedule((done, _) =>
        {
            Real product = 1;
            for (int i = 0; i < done / every; i++)
                product *= factor;
            return product;
        });
    }

    /// <summary>Any function of the epochs done and of the epochs in all.</summary>
    public static Schedule From(Func<int, int, Real> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new FunctionSchedule(factor);
    }

    /// <summary>The factor for the epoch that comes after <paramref name="epochsDone"/> of <paramref name="epochs"/>.</summary>
    public abstract Real FactorAfter(int epochsDone, int epochs);

    private sealed class FunctionSchedule(Func<int, int, Real> factor) : Schedule
    {
        public override Real FactorAfter(int epochsDone, int epochs) => factor(epochsDone, epochs);
    }
}
