using System.Diagnostics;

namespace NeuralCore.Samples.Tests;

/// <summary>Runs a sample as a user does, in a process of its own.</summary>
internal static class ChildProcess
{
    public static SampleRun Run(string assembly, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new SampleRun(process.ExitCode, output, error.Result);
    }
}
