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
