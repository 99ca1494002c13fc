using System.Globalization;
using System.CommandLine;
using System.Reflection;
using Parley.Files;
using Parley.Files.Coalitions;
using Parley.Files.Documents;
using Parley.Files.Partnerships;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Problems.RiskPools;
using Parley.Reports;

namespace Parley.Cli;

/// <summary><c>parley solve FILE</c>: computes the mechanism, audits it, and shows or writes it.</summary>
internal static class SolveCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "The problem file (YAML or JSON), or - for standard input." };
    private static readonly Option<string?> s_concept = new("--concept") { Description = $"The rule to compute; coalition problems: {string.Join(", ", CoalitionConcepts.Names)}." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the whole result as JSON, and nothing else." };
    private static readonly Option<string?> s_out = new("--out") { Description = "Write the whole result as JSON to this file." };
    private static readonly Option<int> s_seed = new("--seed") { Description = "Where chance is used, the seed that decides it (0 by default)." };
    private static readonly Option<string?> s_limit = new("--time-limit") { Description = "Stop after this many seconds, with what is certain by then." };

    private static readonly Option<string?> s_allocation = new("--allocation") { Description = "Risk pools: write the allocation to this file, .npy (members x scenarios) or .csv (a row for each scenario)." };

    private static readonly Option<string?> s_heldOut = new("--held-out") { Description = "Risk pools: also test the rule on this part of the scenarios (such as 0.2), held out from a solve; --seed decides which." };

    /// <summary>The engine's version, as results record it.</summary>
    public static string Version => typeof(SolveCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("solve", "Compute the mechanism of a problem file and prove its promises.")
        {
            s_file, s_concept, s_json, s_out, s_seed, s_limit, s_allocation, s_heldOut,
        };
        foreach (Option option in PartnershipOptions.All)
        {
            command.Add(option);
        }

        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (arguments.GetValue(s_out) is { } path && string.IsNullOrWhiteSpace(path))
        {
            throw new BadArgumentException("--out: an empty name is no file; name the file to write");
        }

        RequireFolder("--out", arguments.GetValue(s_out));
        RequireFolder("--allocation", arguments.GetValue(s_allocation));

        using var interruption = new Interruption(Limit(arguments));
        SolvedResult result;
        Report report;
        try
        {
            Problem problem = Reading.Read(arguments.GetRequiredValue(s_file), interruption.Token);
            (result, report) = Solve(problem, arguments, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("parley: no answer: the work was stopped before anything was certain");
            return interruption.IsByUser ? ExitCode.Interrupted : ExitCode.NoAnswer;
        }

        if (result.Flaws.Count > 0)
        {
            throw new InvalidOperationException($"the solver's own evidence is flawed, so its answer is withheld: {string.Join("; ", result.Flaws)}");
        }

        Show(arguments.GetValue(s_out), arguments.GetValue(s_json), result, report);
        return interruption.IsByUser ? ExitCode.Interrupted
            : !result.IsAnswered ? ExitCode.NoAnswer
            : result.IsBroken ? ExitCode.Broken
            : ExitCode.Done;
    }

    /// <summary>Before hours of work, not after them: the folder that a file goes to is there.</summary>
    public static void RequireFolder(string option, string? path)
    {
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new BadArgumentException($"{option} {path}: there is no folder {folder}; create it first");
        }
    }

    /// <summary>Hands the problem to its engine: to add a kind, add its case.</summary>
    private static (SolvedResult Result, Report Report) Solve(Problem problem, ParseResult arguments, CancellationToken cancellation)
    {
        string? concept = arguments.GetValue(s_concept);
        int seed = arguments.GetValue(s_seed);
        switch (problem)
        {
            case not RiskPoolProblem when arguments.GetValue(s_allocation) is not null:
                throw new BadArgumentException($"--allocation is for risk pools; the problem's kind is {problem.Kind}");
            case not RiskPoolProblem when arguments.GetValue(s_heldOut) is not null:
                throw new BadArgumentException($"--held-out is for risk pools; the problem's kind is {problem.Kind}");
            case not PartnershipProblem when PartnershipOptions.FirstGiven(arguments) is { } option:
                throw new BadArgumentException($"{option} is for partnerships; the problem's kind is {problem.Kind}");
            case not CoalitionProblem when concept is not null:
                throw new BadArgumentException($"--concept is for coalitions; a {problem.Kind} has one rule");
            case CoalitionProblem coalition:
                return CoalitionSolving.Solve(coalition, concept, seed, Version, cancellation);
            case PartnershipProblem partnership:
                return PartnershipSolving.Solve(partnership, PartnershipOptions.Request(arguments, partnership, seed), Version, cancellation);
            case RiskPoolProblem pool:
                return PoolSolving.Solve(pool, arguments.GetValue(s_allocation), HeldOut(arguments.GetValue(s_heldOut), pool.Pool, seed), Version, cancellation);
            default:
                throw new BadArgumentException($"problems of the kind {problem.Kind} cannot be solved yet");
        }
    }

    private static HeldOutSplit? HeldOut(string? text, RiskPool pool, int seed)
    {
        if (text is null)
        {
            return null;
        }

        if (!Rational.TryParse(text, out Rational share) || share.Sign <= 0 || share >= Rational.One)
        {
            throw new BadArgumentException($"--held-out {text}: give a part above 0 and below 1, such as 0.2 or 1/5");
        }

        return pool.Scenarios < 2 ? throw new BadArgumentException("--held-out: the pool has one scenario, so none can be held out")
            : (long)pool.Members.Count * pool.Scenarios > RiskPoolProblem.MostPositions ? throw new BadArgumentException($"--held-out: {pool.Members.Count} x {pool.Scenarios} parts are more than the {RiskPoolProblem.MostPositions} that are tested in memory")
            : pool.ObjectionToParts is { Length: > 0 } objection ? throw new BadArgumentException($"--held-out: {objection}, so none can be held out")
            : new HeldOutSplit(share.ToDouble(), seed);
    }

    /// <summary>Writes a result to a file where one is named, and prints it as JSON or as a report.</summary>
    public static void Show(string? path, bool asJson, SolvedResult result, Report report)
    {
        if (path is not null)
        {
            File.WriteAllBytes(path, ResultWriter.ToBytes(result.Tree));
        }

        if (asJson)
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(ResultWriter.ToBytes(result.Tree));
        }
        else
        {
            TerminalReport.Write(report, Console.Out, !Console.IsOutputRedirected);
        }
    }

    /// <summary>Read here, in the invariant culture and without digit groups: "1,5" is refused, not 15.</summary>
    private static TimeSpan? Limit(ParseResult arguments) => arguments.GetValue(s_limit) switch
    {
        null => null,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds > 0 && seconds <= TimeSpan.FromDays(7).TotalSeconds => TimeSpan.FromSeconds(seconds),
        string text => throw new BadArgumentException($"--time-limit {text}: give a number of seconds above 0 and at most a week"),
    };
}
