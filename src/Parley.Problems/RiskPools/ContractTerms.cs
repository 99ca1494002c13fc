using Parley.Problems.Numbers;

namespace Parley.Problems.RiskPools;

/// <summary>Which payoffs a contract's sure transfers bring about.</summary>
public enum ContractSplit
{
    /// <summary>Those after the first-mover auction: everybody's average over the menu and an equal part of the surplus.</summary>
    Fair,

    /// <summary>Those of price-and-choose in the problem's order: the first mover has the whole surplus.</summary>
    PriceAndChoose,

    /// <summary>Our own repaired split: everybody gains the same over staying alone.</summary>
    Repaired,

    /// <summary>No sure transfers: everybody keeps the utility of its part.</summary>
    None,
}

/// <summary>What members want of the contract that carries an allocation out.</summary>
/// <param name="Split">Which payoffs its sure transfers bring about; null for the first of fair, repaired and none that there is.</param>
/// <param name="MostPaid">The most that each member pays in any scenario, in money, at least 0; infinite where it is not limited.</param>
/// <param name="Unit">The unit that payments are rounded to, in money; positive.</param>
public sealed record ContractTerms(ContractSplit? Split, IReadOnlyList<double> MostPaid, Rational Unit)
{
    /// <summary>The names of the splits in files and on the command line, in the order of <see cref="ContractSplit"/>.</summary>
    public static IReadOnlyList<string> SplitNames { get; } = ["fair", "price-and-choose", "repaired", "none"];

    /// <summary>A cent, where money is in whole units of a currency.</summary>
    public static Rational Cent { get; } = new(1, 100);

    /// <summary>True where some payment is limited.</summary>
    public bool IsCapped => MostPaid.Any(double.IsFinite);
}
