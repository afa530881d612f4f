using TextClassificationSample;

return SampleApp.RunInConsole(args, (output, error, isTerminal) => new TextClassificationApp(output, error, isTerminal));
