using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Parley.Bench;

/// <summary>
/// The same benchmarks by a stopwatch, in a few minutes: medians, least times, and the ratios of the least times, which
/// suffer least from whatever else the machine does.
/// </summary>
internal static class QuickTable
{
    private static readonly TimeSpan s_warming = TimeSpan.FromSeconds(0.9);
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(0.7);

    /// <summary>The promised times, in milliseconds.</summary>
    private static readonly Dictionary<string, double> s_targets = new()
    {
        ["Broker.Solve"] = 5,
        ["SixPlayers.Solve"] = 200,
        ["OneInformed.Solve"] = 100,
        ["Partnership.TwoUniform"] = 1,
        ["Partnership.TwoBeta"] = 10,
        ["Partnership.Twenty"] = 50,
        ["Partnership.Hundred"] = 500,
        ["Partnership.FrontierUniform"] = 300,
        ["Partnership.FrontierBeta"] = 300,
        ["RiskPool.TenThousand"] = 1_000,
        ["RiskPool.HundredThousand"] = 6_000,
        ["RiskPool.Doubtful"] = 20_000,
    };

    /// <summary>Measures every benchmark whose name contains the text and writes a table.</summary>
    public static void Run(string filter)
    {
        Console.WriteLine($"{"benchmark",-28} {"median",12} {"least",12} {"ratio",9} {"target",10}");
        foreach (Type type in typeof(QuickTable).Assembly.GetTypes().Where(type => type.IsPublic && !type.IsAbstract && type.Name.EndsWith("Benchmarks", StringComparison.Ordinal)))
        {
            string group = type.Name[..^"Benchmarks".Length];
            if (group.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                RunGroup(type, group);
            }
        }
    }

    private static void RunGroup(Type type, string group)
    {
        object suite = Activator.CreateInstance(type)!;
        MethodInfo[] methods = type.GetMethods();
        methods.SingleOrDefault(method => method.IsDefined(typeof(GlobalSetupAttribute)))?.Invoke(suite, null);
        double? baseline = null;
        foreach (MethodInfo method in methods
            .Where(method => method.IsDefined(typeof(BenchmarkAttribute)))
            .OrderByDescending(method => method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline))
        {
            string name = $"{group}.{method.Name}";
            if (!TryMeasure(() => method.Invoke(suite, null), out double median, out double least, out string objection))
            {
                Console.WriteLine($"{name,-28} skipped: {objection}");
                continue;
            }

            baseline ??= least;
            string target = s_targets.TryGetValue(name, out double limit) ? $"{limit:f0} ms" : "";
            Console.WriteLine($"{name,-28} {median,9:f3} ms {least,9:f3} ms {least / baseline,9:f2} {target,10}");
        }
    }

    /// <summary>False, and why, where this machine lacks something that is needed.</summary>
    private static bool TryMeasure(Func<object?> work, out double median, out double least, out string objection)
    {
        (median, least, objection) = (0, 0, "");
        try
        {
            (median, least) = Measure(work);
            return true;
        }
        catch (TargetInvocationException invocation) when (invocation.InnerException is PlatformNotSupportedException reason)
        {
            objection = reason.Message;
            return false;
        }
    }

    private static (double Median, double Least) Measure(Func<object?> work)
    {
        Repeat(work, s_warming);
        List<double> times = Repeat(work, s_measuring);
        times.Sort();
        return (times[times.Count / 2], times[0]);
    }

    /// <summary>Times of single runs, in milliseconds, until a time has passed; at least one.</summary>
    private static List<double> Repeat(Func<object?> work, TimeSpan span)
    {
        List<double> times = [];
        var watch = Stopwatch.StartNew();
        do
        {
            long start = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (watch.Elapsed < span);

        return times;
    }
}
