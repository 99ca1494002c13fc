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

    /// <summary>An equilibrium of the rule was found, and this is what it brings.</summary>
    public sealed record Computed(TodayOutcome Outcome) : TodayAnswer
    {
        /// <summary>
        /// What each partner names as a function of the value, in money for the whole asset: the price for a proposer, the
        /// bid for a bidder; for a responder the value itself, above which a price makes the responder sell.
        /// </summary>
        public required IReadOnlyList<Func<double, double>> Actions { get; init; }
    }

    /// <summary>No equilibrium is claimed.</summary>
    /// <param name="Reason">Why, in a sentence for people.</param>
    public sealed record NotEstablished(string Reason) : TodayAnswer;
}
