using TimeSeriesSample;

return SampleApp.RunInConsole(args, (output, error, isTerminal) => new TimeSeriesApp(output, error, isTerminal));
