using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>The winner's bid auction between two partners who differ: payoffs of candidate bids, and their regret.</summary>
/// <remarks>
/// With s the logarithm of the distance of a bid b from the lowest and L_i = ln G_i, partner i expects
/// int G_i G_j (L_i' (a_i - r_j b) + L_j' r_i b) ds. The regret compares the bid of every sixth type of a grid with all
/// bids of the grid and, around the best one, with the peak of a parabola; the grid is that of the shooting, a fortieth
/// in s or finer, and halves below it. Bids outside the range are never better than its ends.
/// </remarks>
internal sealed class UnequalAuction
{
    private const double Tolerance = 1e-12;
    private const int TailSteps = 48;
    private const double TailStep = 0.5;
    private const int TypeStride = 6;

    private readonly Agent[] _agents;
    private readonly double[] _places;
    private readonly BidStrategy[] _bids;
    private readonly double[][] _pricesAbove;
    private readonly double _low;
    private readonly double _scale;

    internal UnequalAuction(IReadOnlyList<Agent> agents, IReadOnlyList<BidNode> nodes)
    {
        _agents = [.. agents];
        _low = agents[0].Type.Low;
        _scale = agents.Max(agent => Math.Max(Math.Abs(agent.Type.Low), Math.Abs(agent.Type.High)));
        double[] reliable = [.. nodes.Select(node => node.LogDistance)];
        _places = [.. Enumerable.Range(1, TailSteps).Reverse().Select(step => reliable[0] - (step * TailStep)), .. reliable];
        _bids =
        [
            new BidStrategy(agents[0].Type, reliable, [.. nodes.Select(node => node.LogCdf.First)], [.. nodes.Select(node => node.Slope.First)]),
            new BidStrategy(agents[1].Type, reliable, [.. nodes.Select(node => node.LogCdf.Second)], [.. nodes.Select(node => node.Slope.Second)]),
        ];
        _pricesAbove = [PricesAbove(0), PricesAbove(1)];
    }

    /// <summary>The bid of a partner's type.</summary>
    internal double Bid(int partner, double type) => _low + Math.Exp(_bids[partner].PlaceOf(type, _places[0]));

    /// <summary>What the bids bring, with their regret.</summary>
    internal TodayOutcome Outcome()
    {
        var rule = new GaussKronrod(5, Tolerance * _scale);
        for (int node = 1; node < _places.Length; node++)
        {
            rule.Add(_places[node - 1], _places[node], Write);
        }

        PartnerToday[] partners = [Partner(0, rule.Totals[0]), Partner(1, rule.Totals[1])];
        double gain = rule.Totals[2] - _agents.Sum(OutsideOption.Expected);
        double missing = Math.Abs(rule.Totals[3] - 1) * _scale;
        return new TodayOutcome(partners, gain, 1 - (rule.Totals[4] / _scale), rule.Error + missing, Math.Max(Regret(0), Regret(1)));
    }

    private void Write(double place, Span<double> values)
    {
        double bid = _low + Math.Exp(place);
        (double firstLog, double firstSlope) = _bids[0].At(place);
        (double secondLog, double secondSlope) = _bids[1].At(place);
        double first = _bids[0].TypeAt(place), second = _bids[1].TypeAt(place), both = Math.Exp(firstLog + secondLog);
        double firstShare = _agents[0].Share, secondShare = _agents[1].Share;
        values[0] = both * ((firstSlope * (first - (secondShare * bid))) + (secondSlope * firstShare * bid));
        values[1] = both * ((secondSlope * (second - (firstShare * bid))) + (firstSlope * secondShare * bid));
        values[2] = both * ((firstSlope * first) + (secondSlope * second));
        values[3] = both * (firstSlope + secondSlope);
        double firstWrong = Math.Exp(firstLog) * firstSlope * Math.Max(0, Math.Exp(secondLog) - _agents[1].Type.Cdf(first));
        double secondWrong = Math.Exp(secondLog) * secondSlope * Math.Max(0, Math.Exp(firstLog) - _agents[0].Type.Cdf(second));
        values[4] = _scale * (firstWrong + secondWrong);
    }

    /// <summary>A type's payoff has the slope G_j(b), the probability of winning, and gains least over the share where that is the share.</summary>
    private PartnerToday Partner(int partner, double payoff)
    {
        Agent agent = _agents[partner];
        double least = _bids[partner].TypeAt(_bids[1 - partner].PlaceOf(_agents[1 - partner].Type.Quantile(agent.Share), _places[0]));
        (double type, double worst) = OutsideOption.Worst(agent, least, value =>
        {
            double place = _bids[partner].PlaceOf(value, _places[0]);
            int node = Math.Clamp(Array.FindIndex(_places, candidate => candidate >= place), 0, _places.Length - 1);
            return Payoff(partner, value, place, _pricesAbove[1 - partner][node] + Prices(1 - partner, place, _places[node]));
        });
        return new PartnerToday(agent.Name, payoff - OutsideOption.Expected(agent), type, worst);
    }

    private double Payoff(int partner, double type, double place, double pricesAbove)
    {
        double bid = _low + Math.Exp(place), winning = Math.Exp(_bids[1 - partner].At(place).LogCdf);
        return (winning * (type - (_agents[1 - partner].Share * bid))) + (_agents[partner].Share * pricesAbove);
    }

    private double Regret(int partner)
    {
        double[] winning = [.. _places.Select(place => Math.Exp(_bids[1 - partner].At(place).LogCdf))];
        double[] money = [.. winning.Select((chance, bid) =>
            (_agents[partner].Share * _pricesAbove[1 - partner][bid]) - (chance * _agents[1 - partner].Share * (_low + Math.Exp(_places[bid]))))];
        double regret = 0;
        for (int own = 0; own < _places.Length; own += TypeStride)
        {
            double type = _bids[partner].TypeAt(_places[own]);
            double Payoff(int bid) => (winning[bid] * type) + money[bid];
            int best = Enumerable.Range(0, _places.Length).MaxBy(Payoff);
            regret = Math.Max(regret, Payoff(best) + AbovePeak(best, Payoff) - Payoff(own));
        }

        return regret;
    }

    /// <summary>How far a parabola through a peak of the grid and its neighbours rises above the peak.</summary>
    private double AbovePeak(int peak, Func<int, double> payoff)
    {
        if (peak == 0 || peak == _places.Length - 1)
        {
            return 0;
        }

        double before = _places[peak] - _places[peak - 1], after = _places[peak + 1] - _places[peak];
        double left = (payoff(peak) - payoff(peak - 1)) / before, right = (payoff(peak + 1) - payoff(peak)) / after;
        double curvature = (right - left) / (before + after), slope = left + (curvature * before);
        return curvature < 0 ? slope * slope / (-4 * curvature) : 0;
    }

    /// <summary>E[bid; bid above that of a node], for every node.</summary>
    private double[] PricesAbove(int partner)
    {
        var above = new double[_places.Length];
        for (int node = _places.Length - 2; node >= 0; node--)
        {
            above[node] = above[node + 1] + Prices(partner, _places[node], _places[node + 1]);
        }

        return above;
    }

    private double Prices(int partner, double from, double to)
    {
        var rule = new GaussKronrod(1, Tolerance * _scale);
        rule.Add(from, to, (place, values) =>
        {
            (double log, double slope) = _bids[partner].At(place);
            values[0] = Math.Exp(log) * slope * (_low + Math.Exp(place));
        });
        return rule.Totals[0];
    }
}
