using System.CommandLine;
using Parley.Engines.Hurricanes;
using Parley.Files.Data;
using Parley.Files.RiskPools;

namespace Parley.Cli;

/// <summary><c>parley sample hurricane</c>: a pool of farms that hurricanes threaten, as a problem file and its tables.</summary>
internal static class HurricaneCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("hurricane", "A risk pool of farms on a coast, whose scenarios are hurricane seasons, made up or from real storm tracks.");
        foreach (Option option in HurricaneRequest.Options)
        {
            command.Add(option);
        }

        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        HurricaneRequest request = HurricaneRequest.Of(arguments);
        using var interruption = new Interruption(null);
        try
        {
            HurricaneSource source = HurricaneSource.Of(request, interruption.Token);
            SampleFolder.Prepare(request.Folder, request.MayReplace);
            Write(request, source, interruption.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("parley: interrupted: nothing was written");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>The large tables first: no file gets its name before all tables are complete.</summary>
    private static void Write(HurricaneRequest request, HurricaneSource source, CancellationToken cancellation)
    {
        (int members, int scenarios) = (source.Farms.Length, source.Scenarios);
        var tables = new HurricaneTables(source, cancellation);
        using NpyWriter positions = Table(request, PoolFiles.Positions, members, scenarios, request.IsSingle);
        tables.WritePositions(positions);
        SeasonFactors factors = tables.Factors();
        if (request.ListsPriors)
        {
            using NpyWriter priors = Table(request, PoolFiles.Priors, members, scenarios, request.IsSingle);
            tables.WritePriors(priors, factors);
            priors.Complete();
        }
        else
        {
            using NpyWriter loadings = Table(request, PoolFiles.Loadings, members, SeasonFactors.Count);
            using NpyWriter rows = Table(request, PoolFiles.Factors, SeasonFactors.Count, scenarios);
            tables.WriteLoadings(loadings);
            for (int factor = 0; factor < SeasonFactors.Count; factor++)
            {
                rows.Write(factor, 0, factors[factor]);
            }

            loadings.Complete();
            rows.Complete();
        }

        positions.Complete();
        WriteTexts(request, source);
        Show(request, source, tables);
    }

    private static NpyWriter Table(HurricaneRequest request, string name, int rows, int columns, bool isSingle = false) =>
        new(Path.Combine(request.Folder, name), rows, columns, isSingle);

    private static void WriteTexts(HurricaneRequest request, HurricaneSource source)
    {
        IEnumerable<SampledMember> members = source.Names.Zip(source.Farms, (name, farm) => new SampledMember(name, farm.RiskAversion));
        SampleFolder.WriteText(Path.Combine(request.Folder, PoolFiles.Members), PoolFiles.MembersText(members));
        string[] remarks =
        [
            $"Made by parley sample hurricane with the seed {request.Seed}{(request.Tracks is null ? "" : $" from {Path.GetFileName(request.Tracks)}")}.",
            "Money is in thousands of dollars, losses are negative; a scenario is a season, and all are equally likely.",
        ];
        SampleFolder.WriteText(
            Path.Combine(request.Folder, PoolFiles.Problem),
            PoolFiles.ProblemText(remarks, source.Title, source.Scenarios, request.ListsPriors, request.Contamination, source.FirstSeason));
    }

    private static void Show(HurricaneRequest request, HurricaneSource source, HurricaneTables tables)
    {
        Console.WriteLine($"{source.Title}: {source.Scenarios} scenarios, of which {tables.WithLoss} bring losses.");
        Console.WriteLine($"Together they insure {source.Farms.Sum(farm => farm.Value):F0} thousand dollars, lose {tables.MeanLoss:F0} in the mean and {tables.GreatestLoss:F0} in the worst scenario.");
        Console.WriteLine($"Next: parley solve {Path.Combine(request.Folder, PoolFiles.Problem)}");
    }
}
