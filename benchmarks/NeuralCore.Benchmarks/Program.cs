using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/NeuralCore.Benchmarks -- --filter '*MatMul*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
