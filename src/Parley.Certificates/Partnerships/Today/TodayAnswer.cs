namespace Parley.Certificates.Partnerships.Today;

/// <summary>
/// What a rule in use today would bring to a partnership, to be shown beside the optimal mechanism: either computed, or
/// honestly not known.
/// </summary>
public abstract record TodayAnswer
{
    private TodayAnswer()
    {
    }

    /// <summary>The answer for values that are larger by an origin.</summary>
    internal abstract TodayAnswer MovedBy(double origin);

    /// <summary>An equilibrium of the rule was found, and this is what it brings.</summary>
    public sealed record Computed(TodayOutcome Outcome) : TodayAnswer
    {
        /// <summary>
        /// What each partner names as a function of the value, in money for the whole asset: the price for a proposer, the
        /// bid for a bidder; for a responder the value itself, above which a price makes the responder sell.
        /// </summary>
        public required IReadOnlyList<Func<double, double>> Actions { get; init; }

        /// <summary>
        /// The same rule where values are larger by an origin: so is what partners name, and whoever gets the asset pays that much
        /// more for the others' shares of it, which is what the outside options are worth more.
        /// </summary>
        internal override TodayAnswer MovedBy(double origin) => this with
        {
            Outcome = Outcome with { Partners = [.. Outcome.Partners.Select(partner => partner with { WorstType = origin + partner.WorstType })] },
            Actions = [.. Actions.Select(action => (Func<double, double>)(value => origin + action(value - origin)))],
        };
    }

    /// <summary>No equilibrium is claimed.</summary>
    /// <param name="Reason">Why, in a sentence for people.</param>
    public sealed record NotEstablished(string Reason) : TodayAnswer
    {
        internal override TodayAnswer MovedBy(double origin) => this;
    }
}
