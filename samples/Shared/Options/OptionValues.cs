using System.CommandLine;

namespace NeuralCore.Samples;

/// <summary>What the user gave for each option.</summary>
public sealed class OptionValues
{
    private readonly OptionList options;
    private readonly ParseResult result;

    internal OptionValues(OptionList options, ParseResult result)
    {
        this.options = options;
        this.result = result;
    }

    /// <summary>What <c>--seed</c> says; 0 without it.</summary>
    public ulong Seed => Read(options.Seed!, 0UL, OptionText.Seed);

    /// <summary>What <c>--threads</c> says; one for each processor without it.</summary>
    public int Threads =>
        Read(options.Threads!, Environment.ProcessorCount, static (name, text) => OptionText.Count(name, text, most: 1024));

    /// <summary>The text of an option; null when it was not given.</summary>
    public string? Text(Option<string> option) => result.GetValue(option);

    /// <summary>The value of an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="otherwise">The value when it was not given.</param>
    /// <param name="read">Reads the value from the option's name and text.</param>
    public T Read<T>(Option<string> option, T otherwise, Func<string, string, T> read) =>
        Text(option) is { } text ? read(option.Name, text) : otherwise;
}
