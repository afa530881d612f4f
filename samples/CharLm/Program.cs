using CharLmSample;

return SampleApp.RunInConsole(args, (output, error, isTerminal) => new CharLmApp(output, error, isTerminal));
