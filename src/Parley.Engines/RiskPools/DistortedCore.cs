using Parley.Problems.Beliefs;

namespace Parley.Engines.RiskPools;

/// <summary>
/// What is stated of the core of a distorted probability, <c>v(A) >= centre(A)^k</c>: the bounds of single scenarios and of all scenarios but one, and some events.
/// </summary>
/// <remarks>
/// The events that bind at a prior are among those that collect all scenarios with a ratio v/centre up to some number (<see cref="DistortedCapacity.Excess"/>):
/// a prior that violates the core violates one of these, and they are a chain. There are as many as scenarios, and at a best allocation only those
/// bind that separate scenarios with different parts, so that a few rounds find them.
/// </remarks>
internal sealed class DistortedCore
{
    /// <summary>Events to begin with.</summary>
    private const int FirstEvents = 12;

    /// <summary>Events added in a row along a chain where all are violated.</summary>
    private const int MostInRun = 8;

    /// <summary>A violation below this is rounding.</summary>
    private const double Rounding = 1e-14;

    /// <summary>Rounds in which events are forgotten.</summary>
    private const int ForgetfulRounds = 40;

    /// <summary>The part of the centre's excess over the bound from which an event is far from binding.</summary>
    private const double Loose = 0.08;

    private readonly double _power;
    private readonly double[] _centre;
    private int _rounds;

    /// <summary>The core, with events that collect the scenarios of the highest totals: where totals are low, losses are high.</summary>
    public DistortedCore(double power, double[] centre, ReadOnlySpan<double> total)
    {
        (_power, _centre) = (power, centre);
        double[] totals = total.ToArray();
        int[] order = [.. Possible().OrderByDescending(s => totals[s])];
        for (int k = 1; k <= FirstEvents; k++)
        {
            int size = (int)((long)k * order.Length / (FirstEvents + 1));
            if (size > 1 && size < order.Length - 1 && Events.All(known => known.Length != size))
            {
                Events.Add(order[..size]);
            }
        }
    }

    /// <summary>The events stated, each a list of scenarios.</summary>
    public List<int[]> Events { get; } = [];

    /// <summary>For each event the variable that says by how much its probability exceeds the bound, in the program that stated it last; -1 for none.</summary>
    public List<int> Spares { get; } = [];

    /// <summary>
    /// Forgets events whose probability exceeds the bound by a good part of what the centre's does. They may come back; after some rounds nothing
    /// is forgotten any more, so that the rounds end.
    /// </summary>
    public void Forget(ReadOnlySpan<double> point)
    {
        if (++_rounds > ForgetfulRounds)
        {
            return;
        }

        var kept = new List<int[]>();
        for (int k = 0; k < Events.Count; k++)
        {
            double probability = Probability(Events[k]);
            if (Spares[k] < 0 || point[Spares[k]] <= Loose * (probability - Least(probability)))
            {
                kept.Add(Events[k]);
            }
        }

        Events.Clear();
        Events.AddRange(kept);
    }

    /// <summary>The least probability of an event with such a probability under the centre.</summary>
    public double Least(double probability) => probability >= 1 ? 1 : Math.Pow(probability, _power);

    /// <summary>The centre's probability of an event.</summary>
    public double Probability(int[] scenarios) => scenarios.Sum(s => _centre[s]);

    /// <summary>Adds events that a prior violates; false where there is none.</summary>
    public bool Extend(double[] prior)
    {
        int[] order = Chain(prior);
        double[] misses = new double[order.Length];
        (double mass, double sum) = (0, 0);
        for (int k = 0; k < order.Length - 1; k++)
        {
            mass += _centre[order[k]];
            sum += prior[order[k]];
            misses[k] = Least(mass) - sum;
        }

        int before = Events.Count;
        for (int first = 0, next; first < misses.Length; first = next)
        {
            next = first + 1;
            if (misses[first] > Rounding)
            {
                while (next < misses.Length && misses[next] > Rounding)
                {
                    next++;
                }

                AddRun(order, misses, first, next);
            }
        }

        return Events.Count > before;
    }

    /// <summary>
    /// The prior of the core that is nearest along its chain: sums along the chain are raised to their bounds. Sums are a convex function of the centre's, the
    /// bounds are another, and so is the higher of both: ratios still rise along the chain, so that no other event is violated.
    /// </summary>
    public double[] Inside(double[] prior)
    {
        double[] inside = new double[prior.Length];
        int[] order = Chain(prior);
        (double mass, double sum, double reached) = (0, 0, 0);
        for (int k = 0; k < order.Length; k++)
        {
            mass += _centre[order[k]];
            sum += prior[order[k]];
            double next = k == order.Length - 1 ? 1 : Math.Min(1, Math.Max(sum, Least(mass)));
            inside[order[k]] = Math.Max(next - reached, 0);
            reached = next;
        }

        return inside;
    }

    /// <summary>Of neighbours that are all violated: the worst, the peaks, and some between.</summary>
    private void AddRun(int[] order, double[] misses, int first, int next)
    {
        int gap = Math.Max(1, (next - first) / MostInRun);
        for (int k = first; k < next; k++)
        {
            bool isPeak = (k == first || misses[k] >= misses[k - 1]) && (k + 1 >= next || misses[k] > misses[k + 1]);
            if (isPeak || (k - first) % gap == gap / 2)
            {
                Events.Add(order[..(k + 1)]);
            }
        }
    }

    private int[] Chain(double[] prior) => [.. Possible().OrderBy(s => prior[s] / _centre[s])];

    private IEnumerable<int> Possible() => Enumerable.Range(0, _centre.Length).Where(s => _centre[s] > 0);
}
