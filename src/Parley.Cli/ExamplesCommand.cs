using System.CommandLine;
using System.Reflection;
using Parley.Files;

namespace Parley.Cli;

/// <summary><c>parley examples [NAME]</c>: lists the examples that come with Parley, or prints one to start from.</summary>
internal static class ExamplesCommand
{
    private const string Prefix = "examples/";
    private const string Suffix = ".yaml";

    private static readonly Argument<string?> s_name = new("NAME") { Description = "The example to print.", Arity = ArgumentArity.ZeroOrOne };

    private static string[] Names => [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(resource => resource[Prefix.Length..^Suffix.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("examples", "List the examples, or print one: parley examples broker > broker.yaml") { s_name };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (arguments.GetValue(s_name) is not { } name)
        {
            foreach (string known in Names)
            {
                Console.WriteLine($"{known,-24} {Title(known)}");
            }

            return ExitCode.Done;
        }

        if (!Names.Contains(name))
        {
            throw new BadArgumentException($"no example is named '{name}'. {Suggestion.For(name, Names, "The examples are")}");
        }

        Console.Write(Text(name));
        return ExitCode.Done;
    }

    private static string Title(string name)
    {
        const string key = "title: ";
        string? line = Text(name).Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
        return line?[key.Length..] ?? "";
    }

    private static string Text(string name)
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
