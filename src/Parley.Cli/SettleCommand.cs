using System.CommandLine;
using System.Globalization;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files;
using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Files.Results;
using Parley.Files.RiskPools;
using Parley.Problems.RiskPools;
using Parley.Reports;
using Parley.Reports.RiskPools;

namespace Parley.Cli;

/// <summary><c>parley settle FILE RESULT</c>: who pays whom in a scenario of a risk pool, or after losses that no scenario foresaw.</summary>
internal static class SettleCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "The problem file of a risk pool, or - for standard input." };
    private static readonly Argument<string> s_result = new("RESULT") { Description = "The result that 'solve --json' or 'solve --out' wrote; it is verified first." };
    private static readonly Option<string?> s_scenario = new("--scenario") { Description = "Settle this scenario of the list, as the problem counts them (from 1, or from scenarios: from)." };
    private static readonly Option<string?> s_losses = new("--losses") { Description = "Settle what really happened: a table with the columns name and loss (or position), a row for every member." };
    private static readonly Option<string?> s_every = new("--every") { Description = "Write the payments of every scenario to this file, .csv (a row for each scenario) or .npy (members x scenarios)." };
    private static readonly Option<string?> s_factors = new("--factors") { Description = "With --losses, where beliefs are tilted: the factors' values at what happened, such as 0.3,-1.2; left out, nobody held it likelier than the reference." };
    private static readonly Option<string?> s_like = new("--like") { Description = "With --losses: members held what happened as likely as this scenario." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the settlement as JSON, and nothing else." };
    private static readonly Option<string?> s_out = new("--out") { Description = "Write the settlement as JSON to this file." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("settle", "Risk pools: who pays whom in a scenario, or after real losses.")
        {
            s_file, s_result, s_scenario, s_losses, s_every, s_factors, s_like, s_json, s_out,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string[] asked = [.. new Option[] { s_scenario, s_losses, s_every }.Where(option => arguments.GetResult(option) is not null).Select(option => option.Name)];
        if (asked.Length != 1)
        {
            throw new BadArgumentException(asked.Length == 0 ? "settle: say what happened: --scenario N, --losses FILE, or --every FILE for all scenarios" : $"settle: give one of {string.Join(" and ", asked)}");
        }

        if ((arguments.GetValue(s_factors) ?? arguments.GetValue(s_like)) is not null && asked[0] != s_losses.Name)
        {
            throw new BadArgumentException($"--factors and --like say how likely real losses were held; they go with --losses, not with {asked[0]}");
        }

        SolveCommand.RequireFolder(s_out.Name, arguments.GetValue(s_out));
        SolveCommand.RequireFolder(s_every.Name, arguments.GetValue(s_every));
        using var interruption = new Interruption(null);
        try
        {
            return Settle(arguments, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("parley: interrupted: nothing was settled");
            return ExitCode.Interrupted;
        }
    }

    private static int Settle(ParseResult arguments, CancellationToken cancellation)
    {
        Problem read = Reading.Read(arguments.GetRequiredValue(s_file), cancellation);
        RiskPoolProblem problem = read as RiskPoolProblem ?? throw new BadArgumentException($"settle: only risk pools have a contract to settle; the problem's kind is {read.Kind}");
        string[] names = [.. problem.Pool.Members.Select(member => member.Name)];
        // What is asked for is read before the result is verified: a slip shows at once.
        int? scenario = Scenario(s_scenario, arguments, problem);
        int? like = Scenario(s_like, arguments, problem);
        double[]? losses = arguments.GetValue(s_losses) is { } table ? LossesReader.ReadFile(table, names) : null;
        double[]? factors = Factors(arguments.GetValue(s_factors), problem.Pool, like);

        (Verification verification, PoolAnswer? answer) = PoolSettlement.Verified(problem, ResultReader.Open(arguments.GetRequiredValue(s_result)));
        if (answer is null)
        {
            Console.Error.WriteLine("parley: the result is not what its evidence proves, so it is not settled:");
            foreach (string finding in verification.Findings)
            {
                Console.Error.WriteLine($"  {finding}");
            }

            return ExitCode.Broken;
        }

        if (Obstacle(answer) is { } obstacle)
        {
            Console.Error.WriteLine($"parley: {obstacle}");
            return ExitCode.NoAnswer;
        }

        if (arguments.GetValue(s_every) is { } every)
        {
            WriteAll(problem, answer.Contract!, names, every, cancellation);
            return ExitCode.Done;
        }

        SettledEvent settled = scenario is { } number
            ? new SettledEvent(problem.FirstScenario + number, null, $"scenario {problem.FirstScenario + number}")
            : new SettledEvent(null, arguments.GetValue(s_losses), like is { } alike ? $"like scenario {problem.FirstScenario + alike}" : factors is not null ? "by the factors given" : "as the reference");
        Settlement settlement = Explained(() => scenario is { } listed
            ? answer.Contract!.OfScenario(listed, problem.PositionsIn(listed, cancellation))
            : answer.Contract!.Of(losses!, LogRatios(problem.Pool, like, factors)));
        SolvedResult result = PoolSettlement.Of(problem, answer, settled, settlement, SolveCommand.Version);
        SolveCommand.Show(arguments.GetValue(s_out), arguments.GetValue(s_json), result, SettlementReport.Of(problem, answer, settled, settlement, result));
        return result.IsBroken ? ExitCode.Broken : ExitCode.Done;
    }

    private static string? Obstacle(PoolAnswer answer) => answer.Findings is not { IsAnswered: true } || answer.Contract is null
        ? "the result holds no certified allocation, so there is no contract to settle"
        : !answer.Payoffs!.IsAvailable ? $"the split '{ContractTerms.SplitNames[(int)answer.Payoffs.Split]}' does not exist for this pool; choose another under contract: split"
        : null;

    /// <summary>A unit that is too small for the amounts is the user's mistake.</summary>
    private static T Explained<T>(Func<T> settle)
    {
        try
        {
            return settle();
        }
        catch (ArgumentException objection) when (objection.ParamName == "unit")
        {
            throw new BadArgumentException($"settle: {objection.Message.Split(" (Parameter")[0]} under contract: unit");
        }
    }

    private static void WriteAll(RiskPoolProblem problem, PoolContract contract, string[] names, string path, CancellationToken cancellation)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".csv" or ".npy"))
        {
            throw new BadArgumentException($"--every {path}: choose a name that ends in .csv or .npy");
        }

        if ((long)names.Length * problem.Pool.Scenarios > RiskPoolProblem.MostPositions)
        {
            throw new BadArgumentException($"--every: {names.Length} x {problem.Pool.Scenarios} positions are more than the {RiskPoolProblem.MostPositions} that are taken into memory; settle one scenario with --scenario");
        }

        double[] positions = problem.Positions.ToArray(cancellation);
        using var progress = new ProgressLine<int>((done, _) => $"{done} of {problem.Pool.Scenarios} scenarios");
        using AllocationFile file = AllocationFile.Create(path, names, problem.Pool.Scenarios);
        (double[] brought, double[] receives) = (new double[names.Length], new double[names.Length]);
        for (int s = 0; s < problem.Pool.Scenarios; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < names.Length; i++)
            {
                brought[i] = positions[(i * problem.Pool.Scenarios) + s];
            }

            Settlement settlement = Explained(() => contract.OfScenario(s, brought));
            for (int i = 0; i < names.Length; i++)
            {
                receives[i] = settlement.Payment(i).ToDouble();
            }

            file.Write(s, receives);
            progress.Report(s + 1);
        }

        file.Complete();
    }

    private static double[] LogRatios(RiskPool pool, int? like, double[]? factors)
    {
        double[] ratios = new double[pool.Members.Count];
        if (like is { } scenario)
        {
            double reference = Math.Log(pool.Probabilities[scenario]);
            ReadOnlySpan<double> row = pool.Centres.LogRows(scenario, 1, ratios);
            for (int i = 0; i < ratios.Length; i++)
            {
                ratios[i] = row[i] - reference;
            }
        }
        else if (factors is not null)
        {
            pool.Centres.LogRatios(factors, ratios);
        }

        return ratios;
    }

    /// <summary>The place in the list of a scenario's number.</summary>
    private static int? Scenario(Option<string?> option, ParseResult arguments, RiskPoolProblem problem)
    {
        (int first, long last) = (problem.FirstScenario, (long)problem.FirstScenario + problem.Pool.Scenarios - 1);
        return arguments.GetValue(option) switch
        {
            null => null,
            string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= first && number <= last => number - first,
            string text => throw new BadArgumentException($"{option.Name} {text}: give the number of a scenario, from {first} to {last}"),
        };
    }

    private static double[]? Factors(string? text, RiskPool pool, int? like)
    {
        if (text is null)
        {
            return null;
        }

        if (like is not null)
        {
            throw new BadArgumentException("--factors and --like both say how likely the losses were held; give one of the two");
        }

        int count = pool.Centres.FactorCount;
        double[] factors = [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) && double.IsFinite(factor) ? factor : double.NaN)];
        return count == 0 ? throw new BadArgumentException("--factors: the beliefs of this pool are not tilted by factors; leave it out, or name a scenario with --like")
            : factors.Length != count || factors.Any(double.IsNaN) ? throw new BadArgumentException($"--factors {text}: give {count} numbers, separated by commas")
            : factors;
    }
}
