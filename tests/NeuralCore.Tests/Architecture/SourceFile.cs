using System.Text.RegularExpressions;

namespace NeuralCore.Tests.Architecture;

/// <summary>A C# file as the architecture tests see it: code without comments and the insides of strings.</summary>
internal sealed partial class SourceFile
{
    public SourceFile(string path)
    {
        Path = path;
        Code = Strip(File.ReadAllText(path));
        Lines = [.. Code.Split('\n').Where(line => line.Trim().Length > 0)];
    }

    public string Path { get; }

    public string Code { get; }

    /// <summary>Lines that hold code.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The types that the file declares and others can see.</summary>
    public IEnumerable<string> DeclaredTypes =>
        TypeDeclaration().Matches(Code).Where(match => !match.Groups["hidden"].Success).Select(match => match.Groups["name"].Value);

    /// <summary>
    /// Names used as types: a name behind a dot is a member, and one before a parenthesis a method, unless new stands before it.
    /// </summary>
    public IEnumerable<string> UsedTypes => Name()
        .Matches(NotOurs().Replace(Code, ""))
        .Where(match => match.Groups["before"].Value is not "." && (match.Groups["new"].Success || match.Groups["after"].Value is not "("))
        .Select(match => match.Groups["name"].Value)
        .Distinct();

    /// <summary>The members with a body and how many lines of code each has, the braces' own included.</summary>
    public IEnumerable<(string Name, int Lines)> Members()
    {
        Stack<(string Header, bool IsType, int Line)> open = new();
        int headerStart = 0;
        int line = 0;
        string code = string.Join('\n', Lines);
        for (int i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '\n':
                    line++;
                    break;
                case ';':
                    headerStart = i + 1;
                    break;
                case '{':
                    string header = code[headerStart..i].Trim();
                    open.Push((header, TypeDeclaration().IsMatch(header), line));
                    headerStart = i + 1;
                    break;
                case '}':
                    (string name, bool isType, int first) = open.Pop();
                    if (!isType && (open.Count == 0 || open.Peek().IsType))
                        yield return (name, line - first + 1);
                    headerStart = i + 1;
                    break;
            }
        }
    }

    private static string Strip(string text) => CommentOrString().Replace(text, match =>
        match.Value.StartsWith('/') ? "" : match.Value[0] == '\'' ? "' '" : "\"\"");

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\$*"{3,}.*?"{3,}|@"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();

    [GeneratedRegex(@"(?:\b(?<hidden>file|private)\s+(?:[a-z]+\s+)*?)?\b(?:class|struct|interface|enum|record)\s+(?:struct\s+|class\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"(?<new>\bnew\s+)?(?<before>\.)?\b(?<name>[A-Z]\w*)\b(?:\s*(?:<[^;{}()]*>\s*)?(?<after>\())?")]
    private static partial Regex Name();

    // The tensors of System.Numerics.Tensors are generic; ours are not.
    [GeneratedRegex(@"nameof\([^)]*\)|\bTensor(?=<)")]
    private static partial Regex NotOurs();
}
