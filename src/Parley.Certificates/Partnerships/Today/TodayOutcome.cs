namespace Parley.Certificates.Partnerships.Today;

/// <summary>What the partners can expect from a rule in use today.</summary>
/// <param name="Partners">What each partner can expect, in the order of the partnership.</param>
/// <param name="WelfareGain">
/// The expected value of the asset to whoever gets it, less everybody's expected outside options; in money. It is
/// computed apart from the payoffs, whose sum it is.
/// </param>
/// <param name="EfficientProbability">The probability that nobody values the asset more than whoever gets it.</param>
/// <param name="Error">
/// An estimate, usually far too large, of the largest error of the payoffs and of the gain, in money, and of the
/// probability times the largest value, given everybody's actions. Not a proof.
/// </param>
/// <param name="Regret">
/// The most that any type was found to gain, in money, by acting otherwise than is computed here, which is how far the
/// actions are from an equilibrium: 0 where it is known in closed form or by global maximisation.
/// </param>
public sealed record TodayOutcome(
    IReadOnlyList<PartnerToday> Partners, double WelfareGain, double EfficientProbability, double Error, double Regret);

/// <summary>What one partner can expect from a rule in use today, beyond the outside option.</summary>
/// <param name="Name">The partner's name.</param>
/// <param name="Payoff">The expected payoff before the value is known, less the expected outside option; in money.</param>
/// <param name="WorstType">The value at which the partner gains least over the outside option.</param>
/// <param name="WorstPayoff">
/// What the partner gains at that value, in money: below 0 where that type would rather stay out, and by how much.
/// </param>
public sealed record PartnerToday(string Name, double Payoff, double WorstType, double WorstPayoff);
