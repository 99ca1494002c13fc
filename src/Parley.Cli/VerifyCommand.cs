using System.CommandLine;
using Parley.Files;
using Parley.Files.Documents;
using Parley.Files.Results;

namespace Parley.Cli;

/// <summary><c>parley verify FILE RESULT</c>: re-checks every recorded finding without the solver.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "The problem file, or - for standard input." };
    private static readonly Argument<string> s_result = new("RESULT") { Description = "The result that 'solve --json' or 'solve --out' wrote." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("verify", "Re-check a result against its problem, without the solver.") { s_file, s_result };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        Problem problem = Reading.Read(arguments.GetRequiredValue(s_file), CancellationToken.None);
        Verification verification = Verification.Of(problem, ResultReader.Open(arguments.GetRequiredValue(s_result)));
        if (verification.IsTrue)
        {
            int held = verification.Promises.Count(promise => promise.Holds);
            Console.WriteLine($"true: every recorded number and finding was recomputed; {held} of {verification.Promises.Count} promises hold, as recorded");
            return ExitCode.Done;
        }

        Console.WriteLine("false: the result is not what its evidence proves");
        foreach (string finding in verification.Findings)
        {
            Console.WriteLine($"  {finding}");
        }

        return ExitCode.Broken;
    }
}
