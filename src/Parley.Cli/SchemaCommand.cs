using System.CommandLine;
using Parley.Files;

namespace Parley.Cli;

/// <summary><c>parley schema [KIND]</c>: lists the kinds of problems, or prints the JSON Schema of one for an editor.</summary>
internal static class SchemaCommand
{
    private static readonly Argument<string?> s_kind = new("KIND") { Description = "The kind of problem.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("schema", "List the kinds of problems, or print one's JSON Schema for an editor: parley schema coalition > coalition.schema.json") { s_kind };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (arguments.GetValue(s_kind) is not { } kind)
        {
            foreach (string known in ProblemReader.Kinds)
            {
                Console.WriteLine(known);
            }

            return ExitCode.Done;
        }

        if (!ProblemReader.Kinds.Contains(kind))
        {
            throw new BadArgumentException($"no kind is named '{kind}'. {Suggestion.For(kind, ProblemReader.Kinds, "The kinds are")}");
        }

        Console.Write(ProblemSchema.Of(kind));
        return ExitCode.Done;
    }
}
