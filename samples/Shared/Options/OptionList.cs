using System.CommandLine;
using System.CommandLine.Help;

namespace NeuralCore.Samples;

/// <summary>The options of a program. All are texts, which <see cref="OptionText"/> reads.</summary>
public sealed class OptionList
{
    private readonly RootCommand root;

    /// <summary>Begins a list without options.</summary>
    /// <param name="description">What the program does, for the help.</param>
    public OptionList(string description)
    {
        root = new RootCommand(description);
        foreach (VersionOption version in root.Options.OfType<VersionOption>().ToArray())
            root.Options.Remove(version);
        root.SetAction(_ => 0);
    }

    internal Option<string>? Seed { get; private set; }

    internal Option<string>? Threads { get; private set; }

    /// <summary>Adds an option.</summary>
    /// <param name="name">How it is given, such as <c>--seed</c>.</param>
    /// <param name="value">What its value is called in the help.</param>
    /// <param name="description">What it is for, with its default.</param>
    public Option<string> Add(string name, string value, string description)
    {
        Option<string> option = new(name) { HelpName = value, Description = description };
        root.Options.Add(option);
        return option;
    }

    /// <summary>Adds <c>--seed</c>, which <see cref="OptionValues.Seed"/> reads.</summary>
    /// <param name="decides">What it decides.</param>
    public void AddSeed(string decides) => Seed = Add(
        "--seed", "N", $"Decides {decides} [default: 0]. The same seed gives the same model, to the bit.");

    /// <summary>Adds <c>--threads</c>, which <see cref="OptionValues.Threads"/> reads.</summary>
    public void AddThreads() => Threads = Add(
        "--threads", "N", "The most threads to compute with; the result does not depend on it [default: one for each processor].");

    /// <summary>What the arguments say; null when they ask for help, which is printed.</summary>
    /// <exception cref="InputException">An argument is unknown, or an option has no value or several.</exception>
    public OptionValues? Parse(string[] arguments, TextWriter help)
    {
        // A file named @name is data here, not a list of more arguments.
        ParseResult result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is HelpAction)
        {
            result.Invoke(new InvocationConfiguration { Output = help });
            return null;
        }

        if (result.UnmatchedTokens.Count > 0)
            throw Unknown(result.UnmatchedTokens[0]);
        if (result.Errors.Count > 0)
            throw new InputException($"{result.Errors[0].Message} Pass --help to see how the options are used.");
        return new OptionValues(this, result);
    }

    private InputException Unknown(string argument)
    {
        string[] names = [.. root.Options.Select(option => option.Name).Order(StringComparer.Ordinal)];
        string? near = names.FirstOrDefault(name => argument.Length > 3
            && (name.StartsWith(argument, StringComparison.Ordinal) || argument.StartsWith(name, StringComparison.Ordinal)));
        string hint = near is null ? "" : $" Did you mean {near}?";
        return new InputException($"Unknown argument \"{argument}\".{hint} The options are {string.Join(", ", names)}.");
    }
}
