using Parley.Certificates.Programs;
using Parley.Engines.Programs;
using Parley.Problems.Beliefs;
using Parley.Problems.Numbers;
using Parley.Problems.Programs;
using Parley.Problems.RiskPools;

namespace Parley.Tests.RiskPools;

/// <summary>
/// The exact greatest welfare of a small pool without entropic members and with polyhedral beliefs, as a linear program over parts: each
/// member's utility is at most its value under each extreme prior. Extreme priors are those that are worst for some order of the scenarios.
/// </summary>
internal sealed class VertexPoolProgram
{
    private readonly RiskPool _pool;
    private readonly List<Row> _rows = [];
    private readonly List<bool> _free = [];
    private readonly List<Rational> _objective = [];

    private VertexPoolProgram(RiskPool pool) => _pool = pool;

    /// <summary>The answer of the program; unbounded where bets are.</summary>
    public static LinearProgramAnswer Solve(RiskPool pool)
    {
        var program = new VertexPoolProgram(pool);
        List<Term>[,] parts = program.Parts();
        for (int i = 0; i < pool.Members.Count; i++)
        {
            program.AddMember(i, parts);
        }

        return LinearProgramSolver.Solve(new LinearProgram(program._objective.ToArray(), program._free.ToArray(), program._rows));
    }

    private int Variable(bool free, int objective = 0)
    {
        _free.Add(free);
        _objective.Add(objective);
        return _free.Count - 1;
    }

    /// <summary>Each part as a sum of variables.</summary>
    private List<Term>[,] Parts()
    {
        var parts = new List<Term>[_pool.Members.Count, _pool.Scenarios];
        for (int s = 0; s < _pool.Scenarios; s++)
        {
            for (int i = 0; i < _pool.Members.Count; i++)
            {
                parts[i, s] = _pool.Menu switch
                {
                    SignPreservingMenu when _pool.Total[s] == 0 => [],
                    SignPreservingMenu => [new Term(Variable(free: false), Math.Sign(_pool.Total[s]))],
                    UnrestrictedMenu => [new Term(Variable(free: true), 1)],
                    _ => [],
                };
            }
        }

        if (_pool.Menu is ComonotoneMenu)
        {
            AddIncrements(parts);
        }

        for (int s = 0; s < _pool.Scenarios; s++)
        {
            _rows.Add(new Row(Enumerable.Range(0, _pool.Members.Count).SelectMany(i => parts[i, s]), Relation.Equal, Rational.FromDouble(_pool.Total[s])));
        }

        return parts;
    }

    private void AddIncrements(List<Term>[,] parts)
    {
        double[] levels = [.. _pool.Total.ToArray().Append(0).Distinct().Order()];
        for (int k = 1; k < levels.Length; k++)
        {
            for (int i = 0; i < _pool.Members.Count; i++)
            {
                int increment = Variable(free: false);
                for (int s = 0; s < _pool.Scenarios; s++)
                {
                    if (levels[k] <= 0 ? _pool.Total[s] < levels[k] : _pool.Total[s] >= levels[k])
                    {
                        parts[i, s].Add(new Term(increment, levels[k] <= 0 ? -1 : 1));
                    }
                }
            }
        }
    }

    private void AddMember(int member, List<Term>[,] parts)
    {
        int worth = Variable(free: true, objective: 1);
        Rational[][] extreme = Extreme(member);
        if (_pool.Members[member].Utility is Expected)
        {
            foreach (Rational[] prior in extreme)
            {
                _rows.Add(new Row([new Term(worth, 1), .. Expectation(prior, s => parts[member, s], -1)], Relation.AtMost, 0));
            }

            return;
        }

        int threshold = Variable(free: true);
        int[] shortfalls = [.. Enumerable.Range(0, _pool.Scenarios).Select(_ => Variable(free: false))];
        Rational tail = 1 / (1 - Rational.FromDouble(((ExpectedShortfall)_pool.Members[member].Utility).Level));
        for (int s = 0; s < _pool.Scenarios; s++)
        {
            _rows.Add(new Row([new Term(threshold, 1), new Term(shortfalls[s], -1), .. parts[member, s].Select(term => new Term(term.Index, -term.Value))], Relation.AtMost, 0));
        }

        foreach (Rational[] prior in extreme)
        {
            _rows.Add(new Row([new Term(worth, 1), new Term(threshold, -1), .. Expectation(prior, s => [new Term(shortfalls[s], 1)], tail)], Relation.AtMost, 0));
        }
    }

    private static IEnumerable<Term> Expectation(Rational[] prior, Func<int, List<Term>> terms, Rational scale) =>
        prior.SelectMany((probability, s) => terms(s).Select(term => new Term(term.Index, scale * probability * term.Value)))
            .GroupBy(term => term.Index)
            .Select(group => new Term(group.Key, group.Aggregate((Rational)0, (sum, term) => sum + term.Value)));

    private Rational[][] Extreme(int member)
    {
        CredalSet beliefs = _pool.Members[member].Beliefs;
        double[] centre = new double[_pool.Scenarios];
        _pool.Centres.Prior(member, centre);
        if (beliefs is PriorHull hull)
        {
            return [.. hull.Priors.Select(Exact)];
        }

        return [.. Orders(_pool.Scenarios).Select(order =>
        {
            double[] worst = new double[centre.Length];
            beliefs.GreatestExpectation(centre, [.. order.Select(rank => (double)rank)], worst);
            return Exact(worst);
        })];
    }

    /// <summary>Exactly with the sum 1: otherwise rounding would make bets on nothing worthwhile.</summary>
    private static Rational[] Exact(double[] prior)
    {
        Rational[] exact = [.. prior.Select(Rational.FromDouble)];
        Rational sum = exact.Aggregate((left, right) => left + right);
        return [.. exact.Select(probability => probability / sum)];
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}
