using System.Globalization;
using NeuralCore;
using NeuralCore.Compare;

// NeuralCore.Compare THREADS [--quick] [--only TEXT]: prints for each workload (whose name contains the text) a line "name<TAB>microseconds<TAB>allocated bytes<TAB>fingerprint".
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0 || !int.TryParse(args[0], out int threads) || threads < 1)
{
    Console.Error.WriteLine("usage: NeuralCore.Compare THREADS [--quick] [--only TEXT]");
    return 2;
}

Parallelism.MaxThreads = threads;
GlobalRandom.Seed = 1;
string only = args.SkipWhile(static arg => arg != "--only").Skip(1).FirstOrDefault("");
Timing timing = new(args.Contains("--quick"));

Console.WriteLine($"memory MB\t{Networks.ConvolutionalMemory() / 1e6:0.0}");

// Once for nothing: what the process does only once, such as compiling in the background, must not count for the first workload.
timing.MedianMicroseconds(Workload.All.First().Prepare().Run);
foreach (Workload workload in Workload.All.Where(workload => workload.Name.Contains(only)))
{
    string fingerprint = workload.Prepare().Fingerprint();
    PreparedWork work = workload.Prepare();
    double microseconds = timing.MedianMicroseconds(work.Run);
    Console.WriteLine($"{workload.Name}\t{microseconds:0.000}\t{work.AllocatedBytes()}\t{fingerprint}");
}

Console.WriteLine($"peak GFLOPS\t{Peak.Measure():0.0}");
return 0;
