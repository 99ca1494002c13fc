namespace Parley.Problems.Beliefs;

/// <summary>
/// Scenarios grouped by the events that they belong to. Bounds on events bound only what the groups have together, so that within a
/// group all mass may go to any one scenario.
/// </summary>
internal sealed class EventPatterns
{
    private readonly int[] _patterns;

    /// <summary>Groups scenarios. Cost: the number of scenarios, plus the sizes of all events.</summary>
    public EventPatterns(IReadOnlyList<EventBound> events, int scenarios)
    {
        _patterns = new int[scenarios];
        int named = 1;
        foreach (EventBound bound in events)
        {
            // An event splits each pattern in those that belong to it, under a new number, and those that don't.
            var inside = new Dictionary<int, int>();
            foreach (int s in bound.States)
            {
                if (!inside.TryGetValue(_patterns[s], out int pattern))
                {
                    inside[_patterns[s]] = pattern = named++;
                }

                _patterns[s] = pattern;
            }
        }

        Count = Renumber();
    }

    /// <summary>How many groups there are.</summary>
    public int Count { get; }

    /// <summary>The group of a scenario, from 0.</summary>
    public int this[int scenario] => _patterns[scenario];

    /// <summary>The first scenario with the highest loss of each group.</summary>
    public int[] Highest(ReadOnlySpan<double> loss)
    {
        int[] highest = new int[Count];
        Array.Fill(highest, -1);
        for (int s = 0; s < loss.Length; s++)
        {
            ref int best = ref highest[_patterns[s]];
            best = best < 0 || loss[s] > loss[best] ? s : best;
        }

        return highest;
    }

    /// <summary>Numbers the groups in the order of their first scenarios, without the names of groups that were split up.</summary>
    private int Renumber()
    {
        var numbers = new Dictionary<int, int>();
        for (int s = 0; s < _patterns.Length; s++)
        {
            if (!numbers.TryGetValue(_patterns[s], out int number))
            {
                numbers[_patterns[s]] = number = numbers.Count;
            }

            _patterns[s] = number;
        }

        return numbers.Count;
    }
}
