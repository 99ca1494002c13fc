using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>
/// Finds bets that please all members of a pool at ever larger stakes: parts that sum to 0 in every scenario and whose worst
/// expectations over each member's plausible tilts are positive. There are such bets exactly where no tilt is plausible to all.
/// </summary>
/// <remarks>
/// The bets are the multipliers of a program that looks for the tilts nearest to one another: the least sum of their absolute
/// distances to a common price is the most that bets of stakes up to 1 can bring.
/// </remarks>
internal static class BetSearch
{
    /// <summary>Bets of stake 1 that bring less than this are rounding.</summary>
    private const double LeastWorth = 1e-9;

    private const double Precision = 1e-12;

    private const int MostSteps = 100;

    private const int MostRounds = 60;

    /// <summary>The bet, or null where none was found: then some tilt is plausible to all, or almost.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="centres">The centre of each member.</param>
    /// <param name="sets">How credal sets are stated; events that are missing are added.</param>
    /// <param name="stages">When unknowns are eliminated.</param>
    /// <param name="cancellation">Ends the search without an answer.</param>
    public static Allocation? Find(RiskPool pool, double[][] centres, StatedSets sets, Stages stages, CancellationToken cancellation)
    {
        for (int round = 0; round < MostRounds && !cancellation.IsCancellationRequested; round++)
        {
            (Allocation bets, double[][] priors) = Search(pool, centres, sets, stages, cancellation);
            if (Shared(pool, centres, bets) is { } shared)
            {
                return shared;
            }

            if (!sets.Extend(priors))
            {
                return null;
            }
        }

        return null;
    }

    private static (Allocation Bets, double[][] Priors) Search(RiskPool pool, double[][] centres, StatedSets sets, Stages stages, CancellationToken cancellation)
    {
        var program = new PoolProgram(pool, centres, sets, 1, stages, bets: true);
        var prices = new UnrestrictedPrices(pool, program, 1, stages, elastic: true);
        var point = new InteriorPoint(program.Program, 1, isWeighted: true);
        for (int step = 0; step < MostSteps && point.Gap + point.Infeasibility() > Precision && !cancellation.IsCancellationRequested; step++)
        {
            point.Step();
            if (point.LastStep == 0)
            {
                break;
            }
        }

        return (prices.Bets(point), [.. program.Priors.Select(prior => MendedProof.Normalised(ProgramNumber.At(prior, point.Point)))]);
    }

    /// <summary>Shifts each member's bets by a certain amount such that all are worth the same; null where that is nothing.</summary>
    private static Allocation? Shared(RiskPool pool, double[][] centres, Allocation bets)
    {
        double[] prior = new double[bets.Scenarios];
        double[] worths = new double[bets.Members];
        for (int i = 0; i < worths.Length; i++)
        {
            worths[i] = Worth(pool.Members[i], bets[i], centres[i], prior);
        }

        double each = worths.Sum() / worths.Length;
        if (!(each * worths.Length > LeastWorth))
        {
            return null;
        }

        for (int i = 0; i < worths.Length; i++)
        {
            foreach (ref double part in bets[i])
            {
                part += each - worths[i];
            }
        }

        return bets;
    }

    /// <summary>The least expectation over the member's plausible tilts.</summary>
    private static double Worth(Member member, ReadOnlySpan<double> bet, double[] centre, double[] prior)
    {
        double[] tilt = new double[bet.Length];
        if (member.Utility is not Entropic)
        {
            return member.Utility.Value(bet, member.Beliefs, centre, prior, tilt);
        }

        double least = double.PositiveInfinity;
        double[] only = new double[bet.Length];
        for (int s = 0; s < bet.Length; s++)
        {
            Array.Clear(only);
            only[s] = 1;
            least = member.Beliefs.GreatestExpectation(centre, only, prior) > 0 ? Math.Min(least, bet[s]) : least;
        }

        return least;
    }
}
