using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>What a test on held-out scenarios rests on.</summary>
/// <param name="Split">Which scenarios were held out.</param>
/// <param name="Training">The evidence of the best allocation of the pool given the scenarios that were kept: the rule.</param>
/// <param name="Best">The evidence of the best allocation given the scenarios that were held out: what could be had if they were known.</param>
public sealed record HeldOutEvidence(HeldOutSplit Split, PoolEvidence Training, PoolEvidence Best);

/// <summary>
/// How much welfare a rule loses on scenarios that it has not seen: the rule of the scenarios that were kept shares those held
/// out, and is compared with the best allocation of these. Utilities are conditional on a held-out scenario's happening.
/// </summary>
public sealed class HeldOutFindings
{
    private HeldOutFindings(int scenarios, double welfare, PoolFindings best)
    {
        (Scenarios, Welfare, Best) = (scenarios, welfare, best);
    }

    /// <summary>How many scenarios were held out.</summary>
    public int Scenarios { get; }

    /// <summary>The rule's welfare on them, in money.</summary>
    public double Welfare { get; }

    /// <summary>The best allocation of the held-out scenarios, with its bounds.</summary>
    public PoolFindings Best { get; }

    /// <summary>What the rule loses against the best allocation, in money; at least 0 but for rounding.</summary>
    public double Lost => Best.Bounds!.Welfare - Welfare;

    /// <summary>The loss relative to the larger of the best welfare's size and the mean size of the total on the held-out scenarios.</summary>
    public double RelativeLoss => Best.Scale == 0 ? 0 : Lost / Best.Scale;

    /// <summary>The findings, or a flaw: why the evidence proves nothing.</summary>
    /// <param name="pool">The whole pool.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static (HeldOutFindings? Findings, IReadOnlyList<string> Flaws) Of(RiskPool pool, HeldOutEvidence evidence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(evidence);
        (int[] kept, int[] held) = evidence.Split.Of(pool.Scenarios);
        (RiskPool training, RiskPool test) = (pool.Given(kept), pool.Given(held));
        string[] flaws = [.. PoolFlaws.Of(new PoolOutcome(training, "", evidence.Training)), .. PoolFlaws.Of(new PoolOutcome(test, "", evidence.Best))];
        if (flaws.Length > 0 || evidence.Training is UnboundedBets || evidence.Best is UnboundedBets)
        {
            return (null, flaws.Length > 0 ? flaws : ["bets without limit are no rule"]);
        }

        PoolFindings best = PoolFindings.Of(new PoolOutcome(test, "", evidence.Best), cancellation);
        double[] parts = Parts(pool, SharingRule.Of(training, evidence.Training), kept, held, cancellation);
        return (new HeldOutFindings(held.Length, CappedWelfare.UtilitiesOf(test, parts, cancellation).Sum(), best), []);
    }

    /// <summary>The rule's parts of the held-out scenarios: members x scenarios, row by row.</summary>
    private static double[] Parts(RiskPool pool, SharingRule rule, int[] kept, int[] held, CancellationToken cancellation)
    {
        int members = pool.Members.Count;
        double[] shifts = Shifts(pool, kept);
        double[] parts = new double[checked(members * held.Length)];
        (double[] row, double[] one) = (new double[members], new double[members]);
        for (int k = 0; k < held.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<double> logs = pool.Centres.LogRows(held[k], 1, row);
            double reference = Math.Log(pool.Probabilities[held[k]]);
            for (int i = 0; i < members; i++)
            {
                one[i] = logs[i] - reference + shifts[i];
            }

            logs = one;
            double[] split = new double[members];
            rule.Parts(pool.Total[held[k]], logs, split);
            for (int i = 0; i < members; i++)
            {
                parts[(i * held.Length) + k] = split[i];
            }
        }

        return parts;
    }

    /// <summary>The rule knows likelihood ratios given the kept scenarios: what to add to those of the whole pool.</summary>
    private static double[] Shifts(RiskPool pool, int[] kept)
    {
        double[] mass = new double[pool.Members.Count];
        double reference = 0;
        double[] row = new double[mass.Length];
        foreach (int scenario in kept)
        {
            ReadOnlySpan<double> logs = pool.Centres.LogRows(scenario, 1, row);
            reference += pool.Probabilities[scenario];
            for (int i = 0; i < mass.Length; i++)
            {
                mass[i] += Math.Exp(logs[i]);
            }
        }

        return [.. mass.Select(sum => Math.Log(reference / sum))];
    }
}
