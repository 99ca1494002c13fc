using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>Pools of entropic members by a seed: gains, losses and zeros, ties, common and own priors, some of which rule scenarios out.</summary>
internal static class EntropicPools
{
    /// <summary>A pool on the sign-preserving menu.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="members">At most so many members.</param>
    /// <param name="scenarios">At most so many scenarios.</param>
    /// <param name="isDoubtful">True where most members are contaminated.</param>
    /// <param name="hasZeros">True where priors rule out some scenarios.</param>
    public static RiskPool Random(int seed, int members, int scenarios, bool isDoubtful, bool hasZeros = false)
    {
        var random = new Random(seed);
        int count = random.Next(2, members + 1);
        int length = random.Next(1, scenarios + 1);
        double money = Math.Pow(10, random.Next(-3, 7));
        double aversion = Math.Pow(10, (3 * random.NextDouble()) - 2.5) / money;
        double[] total = [.. Enumerable.Range(0, length).Select(_ => random.Next(4) == 0 ? 0 : money * count * ((3 * random.NextDouble()) - 2))];
        if (random.Next(4) == 0 && length > 1)
        {
            total[^1] = total[0];
        }

        double[][] priors = [.. Enumerable.Range(0, count).Select(_ => MenuPools.Prior(random, length, hasZeros))];
        (MonetaryUtility, CredalSet)[] parties = [.. Enumerable.Range(0, count).Select(_ => (
            (MonetaryUtility)new Entropic(aversion * Math.Exp((2 * random.NextDouble()) - 1)),
            isDoubtful && random.Next(5) > 0 ? (CredalSet)new Contamination(random.NextDouble()) : new SinglePrior()))];
        double[] reference = MenuPools.Prior(random, length, zeros: false);
        return random.Next(4) == 0
            ? MenuPools.Of(new SignPreservingMenu(), total, reference, parties)
            : MenuPools.Of(new SignPreservingMenu(), total, reference, MenuPools.Listed(priors), parties);
    }

    /// <summary>A larger pool whose beliefs are tilts by three factors, on which losses depend too.</summary>
    public static RiskPool Tilted(int seed, int members, int scenarios, double spread, Func<CredalSet> beliefs)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] factors = [.. Enumerable.Range(0, 3 * scenarios).Select(_ => Normal())];
        double[] loadings = [.. Enumerable.Range(0, 3 * members).Select(_ => spread * Normal())];
        double[] reference = [.. Enumerable.Repeat(1.0 / scenarios, scenarios)];
        double[] total = [.. Enumerable.Range(0, scenarios).Select(s => random.Next(3) == 0 ? 0 : members * ((s % 7 == 0 ? 0.5 : 0) - Math.Exp(0.5 * factors[3 * s])))];
        return MenuPools.Of(new SignPreservingMenu(), total, reference, new TiltedCentres(reference, loadings, factors, members),
            [.. Enumerable.Range(0, members).Select(_ => ((MonetaryUtility)new Entropic(Math.Exp(0.7 * Normal())), beliefs()))]);
    }
}
