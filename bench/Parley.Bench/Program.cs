using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Parley.Bench;
using Perfolizer.Horology;

// quick [NAME]               medians of everything (or of the groups whose name contains NAME) by a stopwatch
// campaign [GAMES] [SEED]    random games, solved and audited
// grids                      partnerships by linear programs on grids: values, errors, times
// --filter '*Broker*' ...    BenchmarkDotNet
switch (args)
{
    case ["quick", .. var rest]:
        QuickTable.Run(rest.FirstOrDefault(""));
        return 0;
    case ["campaign", .. var rest]:
        return CampaignRun.Run(rest.Length > 0 ? int.Parse(rest[0]) : 10_000, rest.Length > 1 ? int.Parse(rest[1]) : 0);
    case ["grids"]:
        GridTable.Run();
        return 0;
    default:
        Job brief = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(3)
            .WithIterationCount(7)
            .WithIterationTime(TimeInterval.FromMilliseconds(200));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance
            .AddJob(brief)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .HideColumns(Column.RatioSD));
        return 0;
}
