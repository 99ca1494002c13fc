using Parley.Problems.Beliefs;

namespace Parley.Tests.Beliefs;

/// <summary>Random credal sets around random centres, in dyadic numbers: exact programs over them say exactly the same as doubles.</summary>
internal static class BeliefCases
{
    public static readonly string[] Polyhedral = ["single", "contamination", "total variation", "distortion", "hull", "intervals", "events"];
    public static readonly string[] All = [.. Polyhedral, "entropy"];

    public static TheoryData<string> PolyhedralKinds => [.. Polyhedral];

    public static TheoryData<string> AllKinds => [.. All];

    /// <summary>Multiples of 1/64 that sum to 1, some of them 0.</summary>
    public static double[] Prior(Random random, int scenarios)
    {
        int[] counts = new int[scenarios];
        int[] chosen = [.. Enumerable.Range(0, scenarios).Where(_ => random.Next(4) > 0)];
        chosen = chosen.Length == 0 ? [random.Next(scenarios)] : chosen;
        for (int unit = 0; unit < 64; unit++)
        {
            counts[chosen[random.Next(chosen.Length)]]++;
        }

        return [.. counts.Select(count => count / 64.0)];
    }

    /// <summary>Amounts with ties, or without.</summary>
    public static double[] Amounts(Random random, int scenarios) => random.Next(3) switch
    {
        0 => [.. Enumerable.Range(0, scenarios).Select(_ => (double)random.Next(-2, 3))],
        1 => [.. Enumerable.Range(0, scenarios).Select(_ => (random.NextDouble() * 20) - 10)],
        _ => [.. Enumerable.Range(0, scenarios).Select(_ => random.Next(2) * random.Next(-40, 40) / 8.0)],
    };

    public static (CredalSet Set, double[] Centre) Draw(string kind, Random random, int scenarios)
    {
        double[] centre = Prior(random, scenarios);
        double small = random.Next(0, 9) / 8.0;
        CredalSet set = kind switch
        {
            "single" => new SinglePrior(),
            "contamination" => new Contamination(small),
            "total variation" => new TotalVariationBall(small * small),
            "distortion" => new DistortedCapacity(1 + (2 * small)),
            "hull" => new PriorHull([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Prior(random, scenarios))]),
            "intervals" => Intervals(random, centre),
            "events" => Events(random, centre),
            "entropy" => new EntropyBall(random.Next(3) switch { 0 => 0, 1 => random.NextDouble() / 10, _ => random.NextDouble() * 4 }),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return (set, centre);
    }

    private static ProbabilityIntervals Intervals(Random random, double[] inside) => new(
        [.. inside.Select(p => Math.Max(p - (random.Next(20) / 64.0), 0))], [.. inside.Select(p => Math.Min(p + (random.Next(20) / 64.0), 1))]);

    private static EventBounds Events(Random random, double[] inside)
    {
        var events = new List<EventBound>();
        for (int j = random.Next(0, 5); j > 0; j--)
        {
            int[] states = [.. Enumerable.Range(0, inside.Length).Where(_ => random.Next(2) == 0)];
            if (states.Length > 0)
            {
                double mass = states.Sum(s => inside[s]);
                events.Add(new EventBound(states, Math.Max(mass - (random.Next(12) / 64.0), 0), Math.Min(mass + (random.Next(12) / 64.0), 1)));
            }
        }

        return new EventBounds(events);
    }
}
