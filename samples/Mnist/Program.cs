using MnistSample;

return SampleApp.RunInConsole(args, (output, error, isTerminal) => new MnistApp(output, error, isTerminal, new DigitSearch()));
