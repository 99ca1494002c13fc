using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Bench;

/// <summary>Pools of farmers on a coast by a seed: losses that depend on three factors, on whose odds the farmers disagree.</summary>
internal static class BenchPools
{
    /// <summary>A pool of entropic members whose beliefs are tilts.</summary>
    /// <param name="members">How many members.</param>
    /// <param name="scenarios">How many scenarios.</param>
    /// <param name="beliefs">What each member holds possible around its tilt.</param>
    /// <param name="spread">How much beliefs differ: the standard deviation of loadings.</param>
    /// <param name="size">The median loss per member, in units of the median risk tolerance.</param>
    public static RiskPool Tilted(int members, int scenarios, CredalSet beliefs, double spread = 0.3, double size = 0.2)
    {
        var random = new Random(1);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] factors = [.. Enumerable.Range(0, 3 * scenarios).Select(_ => Normal())];
        double[] loadings = [.. Enumerable.Range(0, 3 * members).Select(_ => spread * Normal())];
        double[] reference = [.. Enumerable.Repeat(1.0 / scenarios, scenarios)];
        double[] total = [.. Enumerable.Range(0, scenarios).Select(s => random.Next(3) == 0 ? 0 : -size * members * Math.Exp(0.8 * factors[3 * s]))];
        IEnumerable<Member> all = [.. Enumerable.Range(0, members).Select(i => new Member($"farm-{i}", new Entropic(Math.Exp(0.7 * Normal())), beliefs, 0))];
        return new RiskPool("", reference, total, all, new TiltedCentres(reference, loadings, factors, members), new SignPreservingMenu());
    }
}
