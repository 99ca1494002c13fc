namespace Parley.Problems.RiskPools;

/// <summary>
/// A pool: members who bring uncertain positions, and what each believes of the scenarios. To find the best way to share only
/// the total in each scenario matters; what members bring enters through what it is worth to them alone.
/// </summary>
public sealed class RiskPool
{
    private readonly double[] _probabilities;
    private readonly double[] _total;

    /// <summary>A pool.</summary>
    /// <param name="title">What the pool is called; may be empty.</param>
    /// <param name="probabilities">The reference probabilities by scenario: positive, with the sum 1.</param>
    /// <param name="total">The sum of all positions by scenario, in money.</param>
    /// <param name="members">The members, at least one.</param>
    /// <param name="centres">The centres of their beliefs.</param>
    /// <param name="menu">The allocations to choose from.</param>
    /// <exception cref="ArgumentException">Sizes do not agree, or a total is not finite.</exception>
    public RiskPool(string title, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> total, IEnumerable<Member> members, Centres centres, Menu menu)
    {
        ArgumentNullException.ThrowIfNull(centres);
        (Title, Members, Centres, Menu) = (title, [.. members], centres, menu);
        (_probabilities, _total) = (probabilities.ToArray(), total.ToArray());
        if (Members.Count == 0 || centres.Members != Members.Count || centres.Scenarios != total.Length || probabilities.Length != total.Length)
        {
            throw new ArgumentException("give every member a centre, and every scenario a probability and a total", nameof(centres));
        }

        if (_total.Any(amount => !double.IsFinite(amount)))
        {
            throw new ArgumentException("every total is a finite amount of money", nameof(total));
        }
    }

    /// <summary>Why the pool cannot be looked at on some of its scenarios alone: somebody's beliefs name scenarios; empty where it can.</summary>
    public string ObjectionToParts => Members.FirstOrDefault(member => !member.Beliefs.HasCentre) is { } member
        ? $"the beliefs of {member.Name} are about these scenarios one by one"
        : Menu is ListedMenu ? "the menu lists what happens in every scenario" : "";

    /// <summary>
    /// The pool given that one of some scenarios happens: probabilities and centres are conditional on that, doubts around centres and what
    /// members have alone stay as they are.
    /// </summary>
    /// <param name="scenarios">The scenarios, ascending, each at most once.</param>
    /// <exception cref="ArgumentException">There is an <see cref="ObjectionToParts"/>, or a member holds all of them impossible.</exception>
    public RiskPool Given(ReadOnlySpan<int> scenarios)
    {
        if (ObjectionToParts.Length > 0 || scenarios.Length == 0)
        {
            throw new ArgumentException(ObjectionToParts.Length > 0 ? ObjectionToParts : "choose at least one scenario", nameof(scenarios));
        }

        (double[] probabilities, double[] total) = (new double[scenarios.Length], new double[scenarios.Length]);
        for (int k = 0; k < total.Length; k++)
        {
            (probabilities[k], total[k]) = (_probabilities[scenarios[k]], _total[scenarios[k]]);
        }

        double mass = probabilities.Sum();
        return new RiskPool(Title, [.. probabilities.Select(probability => probability / mass)], total, Members, Centres.Given(scenarios), Menu);
    }

    /// <summary>What the pool is called; may be empty.</summary>
    public string Title { get; }

    /// <summary>The members, in order.</summary>
    public IReadOnlyList<Member> Members { get; }

    /// <summary>The centres of the members' beliefs.</summary>
    public Centres Centres { get; }

    /// <summary>The allocations to choose from.</summary>
    public Menu Menu { get; }

    /// <summary>The reference probabilities by scenario.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>The sum of all positions by scenario, in money.</summary>
    public ReadOnlySpan<double> Total => _total;

    /// <summary>How many scenarios there are.</summary>
    public int Scenarios => _total.Length;
}
