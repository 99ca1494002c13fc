namespace Parley.Problems.RiskPools;

/// <summary>Which scenarios are held out from a solve, to test the rule that it finds on them.</summary>
/// <param name="Share">The part of the scenarios that is held out, above 0 and below 1.</param>
/// <param name="Seed">Decides which.</param>
public sealed record HeldOutSplit(double Share, int Seed)
{
    /// <summary>
    /// The scenarios that are kept and those that are held out, both ascending and neither empty: those with the lowest hashes of seed and
    /// number are held out, the same on every machine.
    /// </summary>
    /// <param name="scenarios">How many there are, at least 2.</param>
    public (int[] Kept, int[] HeldOut) Of(int scenarios)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 2);
        int count = (int)Math.Clamp(Math.Round(Share * scenarios), 1, scenarios - 1);
        int[] order = [.. Enumerable.Range(0, scenarios)];
        Array.Sort([.. order.Select(scenario => Hash(((ulong)(uint)Seed << 32) | (uint)scenario))], order);
        int[] held = order[..count];
        int[] kept = order[count..];
        Array.Sort(held);
        Array.Sort(kept);
        return (kept, held);
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014) on a golden-ratio sequence.</summary>
    private static ulong Hash(ulong number)
    {
        ulong mixed = (number + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
