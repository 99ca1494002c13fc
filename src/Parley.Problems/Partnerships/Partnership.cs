namespace Parley.Problems.Partnerships;

/// <summary>
/// One asset, partners who own shares of it and privately know what it is worth to them, and bargaining weights. The
/// question: who should get the asset and who should pay whom, whatever their values are?
/// </summary>
/// <remarks>
/// Source: Loertscher and Marx, "Bargaining among partners", online appendix B. Types are independent. The asset is
/// always allocated to somebody; that loses nothing where no value can be negative.
/// </remarks>
public sealed class Partnership
{
    /// <summary>The most partners.</summary>
    public const int MaximumAgents = 100;

    private readonly Agent[] _agents;

    /// <summary>States a partnership.</summary>
    /// <param name="title">What it is called; may be empty.</param>
    /// <param name="agents">
    /// At least two partners: shares sum to 1, the largest weight is 1, surplus shares sum to 1 over the partners of
    /// weight 1 and are 0 elsewhere, all to rounding.
    /// </param>
    /// <exception cref="ArgumentException">One of these fails.</exception>
    public Partnership(string title, IEnumerable<Agent> agents)
    {
        Title = title;
        _agents = [.. agents];
        Require(_agents.Length is >= 2 and <= MaximumAgents, $"a partnership has 2 to {MaximumAgents} partners, not {_agents.Length}");
        Require(_agents.All(agent => agent.Share is >= 0 and <= 1), "every share lies in [0, 1]");
        Require(Math.Abs(_agents.Sum(agent => agent.Share) - 1) < Rounding, "the shares sum to 1");
        Require(_agents.All(agent => agent.Weight is >= 0 and <= 1) && _agents.Max(agent => agent.Weight) == 1, "the largest weight is 1 and none is negative");
        Require(_agents.All(agent => agent.SurplusShare >= 0 && (agent.Weight == 1 || agent.SurplusShare == 0)), "only partners of the largest weight get a part of the surplus");
        Require(Math.Abs(_agents.Sum(agent => agent.SurplusShare) - 1) < Rounding, "the surplus shares sum to 1");
    }

    /// <summary>What sums of shares may lose when each is rounded to a double.</summary>
    private const double Rounding = 1e-12;

    /// <summary>What the partnership is called; may be empty.</summary>
    public string Title { get; }

    /// <summary>The partners in the order of the file.</summary>
    public IReadOnlyList<Agent> Agents => _agents;

    /// <summary>The lowest value that any partner may have.</summary>
    public double Low => _agents.Min(agent => agent.Type.Low);

    /// <summary>The highest value that any partner may have.</summary>
    public double High => _agents.Max(agent => agent.Type.High);

    /// <summary>
    /// The value from which others are measured: the lowest, where no value is more than twice another of the same sign, so that
    /// subtracting it is exact (Sterbenz); 0 elsewhere, where values are no larger than twice their range.
    /// </summary>
    public double Origin => (Low > 0 && High <= 2 * Low) || (High < 0 && Low >= 2 * High) ? Low : 0;

    /// <summary>How many leading digits all values have in common, about: as many more are needed to tell them apart.</summary>
    public int CommonDigits => Origin == 0 ? 0 : (int)Math.Ceiling(Math.Log10(Math.Max(Math.Abs(Low), Math.Abs(High)) / (High - Low)));

    /// <summary>
    /// The same question about values less <see cref="Origin"/>, whose own origin is 0. As shares sum to 1 and the asset is always
    /// allocated, payoffs, budgets and allocations are the same; who gets the asset with chance Q pays less by Origin times Q - r.
    /// </summary>
    /// <remarks>
    /// Sums of values far from zero lose the digits by which values differ; here they keep them. A buy-out becomes less by what
    /// the share is worth at the origin, which makes the payments of all partners change alike.
    /// </remarks>
    public Partnership AboutOrigin() => Origin == 0 ? this : new(Title, _agents.Select(agent =>
        agent with { Type = agent.Type.MovedBy(-Origin), BuyOut = agent.BuyOut - (Origin * agent.Share) }));

    /// <summary>The same partners with equal weights and, if given, other shares: whose optimum is the first best wherever that is attainable.</summary>
    public Partnership WithEqualWeights(IReadOnlyList<double>? shares = null) => new(Title, _agents.Select((agent, i) =>
        agent with { Weight = 1, SurplusShare = 1.0 / _agents.Length, Share = shares?[i] ?? agent.Share }));

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException($"not a partnership: {rule}");
        }
    }
}
