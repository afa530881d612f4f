namespace TimeSeriesSample;

/// <summary>How far a forecast lies from what came, in the unit of the series.</summary>
/// <param name="MeanAbsolute">The mean absolute error (MAE).</param>
/// <param name="RootMeanSquare">The root of the mean squared error (RMSE), in which large errors weigh more.</param>
internal readonly record struct ForecastError(double MeanAbsolute, double RootMeanSquare)
{
    public static ForecastError Of(ReadOnlySpan<float> forecast, ReadOnlySpan<float> measured)
    {
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < measured.Length; i++)
        {
            double error = forecast[i] - (double)measured[i];
            absolute += Math.Abs(error);
            squares += error * error;
        }

        return new ForecastError(absolute / measured.Length, Math.Sqrt(squares / measured.Length));
    }
}
