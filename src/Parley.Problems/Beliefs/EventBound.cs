namespace Parley.Problems.Beliefs;

/// <summary>Bounds on the probability of an event.</summary>
/// <param name="States">The scenarios that make up the event, from 0: at least one, each once. Copied.</param>
/// <param name="Low">The least probability, from 0.</param>
/// <param name="High">The greatest probability, from the least to 1.</param>
public sealed record EventBound(IReadOnlyList<int> States, double Low, double High)
{
    /// <summary>The scenarios that make up the event, from 0.</summary>
    public IReadOnlyList<int> States { get; } = Distinct(States);

    /// <summary>The least probability.</summary>
    public double Low { get; } = Allowed.Within(Low, 0, 1, nameof(Low), "the least probability of an event");

    /// <summary>The greatest probability.</summary>
    public double High { get; } = Allowed.Within(High, Low, 1, nameof(High), "the greatest probability of an event, not below the least");

    private static int[] Distinct(IReadOnlyList<int> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        int[] sorted = [.. states.Order()];
        if (sorted.Length == 0 || sorted[0] < 0)
        {
            throw new ArgumentException("an event has at least one scenario, and the first scenario is 0", nameof(states));
        }

        for (int k = 1; k < sorted.Length; k++)
        {
            if (sorted[k] == sorted[k - 1])
            {
                throw new ArgumentException($"scenario {sorted[k]} (from 0) stands twice in an event: name it once", nameof(states));
            }
        }

        return sorted;
    }
}
