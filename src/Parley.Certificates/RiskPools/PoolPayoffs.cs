using Parley.Certificates.RiskPools.Contracts;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>What members end up with: what price-and-choose and the auction make of an allocation, and the sure transfers of the contract.</summary>
public sealed class PoolPayoffs
{
    private readonly PoolFindings _findings;
    private readonly IReadOnlyList<double> _utilities;

    /// <summary>The payoffs.</summary>
    /// <param name="findings">What the evidence of the allocation proves; there is an allocation.</param>
    /// <param name="averages">Each member's mean utility over the menu, in money; null where it is not computed.</param>
    /// <param name="order">Who moves when in price-and-choose.</param>
    /// <param name="terms">The terms of the contract.</param>
    public PoolPayoffs(PoolFindings findings, IReadOnlyList<double>? averages, IReadOnlyList<int> order, ContractTerms terms)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(terms);
        (_findings, _utilities) = (findings, findings.Bounds!.Utilities);
        Game = averages is null ? null : new PriceAndChoose(findings.Bounds.Welfare, averages, order);
        IsFair = Game is not null && Game.Surplus >= -findings.Tolerance;
        IsRepaired = findings.Surplus >= 0;
        Split = terms.Split ?? (IsFair ? ContractSplit.Fair : IsRepaired ? ContractSplit.Repaired : ContractSplit.None);
        IsAvailable = Split switch
        {
            ContractSplit.Fair or ContractSplit.PriceAndChoose => IsFair,
            ContractSplit.Repaired => IsRepaired,
            _ => true,
        };
        Transfers = [.. _utilities.Select((utility, i) => IsAvailable && Split != ContractSplit.None ? Payoff(Split, i) - utility : 0)];
    }

    /// <summary>Price-and-choose; null where averages are not computed.</summary>
    public PriceAndChoose? Game { get; }

    /// <summary>True where price-and-choose and the auction have an equilibrium: there are averages, and welfare is not below their sum.</summary>
    public bool IsFair { get; }

    /// <summary>True where the repaired split exists: together the members gain by joining.</summary>
    public bool IsRepaired { get; }

    /// <summary>The payoffs that the contract brings about.</summary>
    public ContractSplit Split { get; }

    /// <summary>False where the split that was asked for does not exist; there are no transfers then.</summary>
    public bool IsAvailable { get; }

    /// <summary>What each member receives for sure, in money; negative where it pays. The sum is 0 but for rounding.</summary>
    public IReadOnlyList<double> Transfers { get; }

    /// <summary>
    /// The game of price-and-choose where the menu is a list, with the utilities of every allocation; null on other menus.
    /// </summary>
    public static PriceGame? GameOn(RiskPool pool, IReadOnlyList<int> order)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (pool.Menu is not ListedMenu menu)
        {
            return null;
        }

        double[] centre = new double[pool.Scenarios];
        return new PriceGame(
            [.. pool.Members.Select(member => member.Name)],
            [.. pool.Members.Select((member, i) =>
            {
                pool.Centres.Prior(i, centre);
                return (IReadOnlyList<double>)[.. menu.Allocations.Select(allocation =>
                    member.Utility.Value([.. allocation[i]], member.Beliefs, centre, new double[pool.Scenarios], new double[pool.Scenarios]))];
            })],
            menu.Weights,
            order);
    }

    /// <summary>What a member gets by a split, in money.</summary>
    public double Payoff(ContractSplit split, int member) => split switch
    {
        ContractSplit.Fair => Game!.FairPayoff(member),
        ContractSplit.PriceAndChoose => Game!.Payoff(member),
        ContractSplit.Repaired => _findings.Repaired(member),
        _ => _utilities[member],
    };

    /// <summary>
    /// What a member would lose by joining, in money; at most 0 where it would not: stand-alone less what it has after the auction, or without
    /// averages less the utility of its part.
    /// </summary>
    public double Shortfall(int member) =>
        _findings.Outcome.Pool.Members[member].StandAlone - Payoff(IsFair ? ContractSplit.Fair : ContractSplit.None, member);

    /// <summary>True where a member would rather stay out.</summary>
    public bool StaysOut(int member) => Shortfall(member) > _findings.Tolerance;
}
