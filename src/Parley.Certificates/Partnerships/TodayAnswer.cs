namespace Parley.Certificates.Partnerships;

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
    public sealed record Computed(TodayOutcome Outcome) : TodayAnswer;

    /// <summary>No equilibrium is claimed.</summary>
    /// <param name="Reason">Why, in a sentence for people.</param>
    public sealed record NotEstablished(string Reason) : TodayAnswer;
}
