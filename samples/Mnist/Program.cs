using System.Text;
using MnistSample;

Console.OutputEncoding = Encoding.UTF8;

// The first Ctrl+C stops the training, which then still writes what it has; a second one ends the program at once.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

var app = new MnistApp(Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected, new DigitSearch());
return app.Run(args, stop.Token);
