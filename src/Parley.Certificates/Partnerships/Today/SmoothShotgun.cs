using Parley.Problems.Distributions;

namespace Parley.Certificates.Partnerships.Today;

/// <summary>A shotgun clause between two partners whose values have densities: integrals over the responder's value.</summary>
/// <remarks>
/// A responder of value s sells to the proposers above a threshold tau(s): the type phi(s) to whom the price s is
/// optimal, or, if nobody names s, the type at which prices jump over s. So H(s) = F_i(tau(s)) is the cdf of the price,
/// and with K(t) = integral of F_i up to t, f and F the responder's density and cdf, integration by parts gives
/// E p = high - int H, E R = (1 - r) E p + int H (1 - F), E V = V(high type) - K(high type) + int K(tau) f and
/// E[t - s; sold] = int E[t - s; t &gt; tau(s)] f. No price is solved for within the integrals, and they are smooth
/// between the breaks.
/// </remarks>
internal sealed class SmoothShotgun(OffersToDensity offers, Distribution proposer, Distribution responder, double share)
{
    private const double Tolerance = 1e-13;
    private const double Rounding = 1e-15;

    private readonly double _scale = new[] { proposer.Low, proposer.High, responder.Low, responder.High }.Max(Math.Abs);

    /// <summary>The integrals, by their place.</summary>
    private enum Integral
    {
        PriceCdf,
        ResponderSlope,
        ProposerSlope,
        GainFromSale,
        Inefficiency,
    }

    /// <summary>The payoffs; a few hundred to some thousand evaluations of both cdfs.</summary>
    internal ShotgunPayoffs Payoffs()
    {
        var rule = new GaussKronrod(Enum.GetValues<Integral>().Length, Tolerance * _scale);
        AddAll(rule, responder.High);
        double Total(Integral integral) => rule.Totals[(int)integral];
        double price = responder.High - Total(Integral.PriceCdf);
        double highest = offers.Best(proposer.High).Value(share, proposer.High);
        return new ShotgunPayoffs(
            offers,
            highest - CdfIntegral(proposer.High) + Total(Integral.ProposerSlope),
            ((1 - share) * price) + Total(Integral.ResponderSlope),
            Total(Integral.GainFromSale),
            Total(Integral.Inefficiency) / _scale,
            type => ((1 - share) * price) + PriceCdfUpTo(type),
            rule.Error + (Rounding * _scale));
    }

    private double PriceCdfUpTo(double value)
    {
        var rule = new GaussKronrod(Enum.GetValues<Integral>().Length, Tolerance * _scale);
        AddAll(rule, value);
        return rule.Totals[(int)Integral.PriceCdf];
    }

    private void AddAll(GaussKronrod rule, double end)
    {
        double reached = responder.Low;
        for (int index = 0; index < offers.Stretches.Count; index++)
        {
            (PriceRise rise, double above) = offers.Stretches[index];
            double upTo = index + 1 < offers.Stretches.Count ? offers.Stretches[index + 1].Above : proposer.High;
            double first = rise.PriceAt(Math.Max(above, proposer.Low)), last = rise.PriceAt(upTo);
            AddBetweenBreaks(rule, reached, first, end, above, null);
            AddBetweenBreaks(rule, first, last, end, 0, rise);
            reached = last;
        }

        AddBetweenBreaks(rule, reached, responder.High, end, double.PositiveInfinity, null);
    }

    /// <summary>Adds the prices of a stretch, or, without one, prices over which the proposers jump at a threshold.</summary>
    private void AddBetweenBreaks(GaussKronrod rule, double from, double to, double end, double threshold, PriceRise? rise)
    {
        to = Math.Min(to, end);
        if (!(from < to))
        {
            return;
        }

        IEnumerable<double> images = rise is null ? [] : proposer.Knots.Select(rise.PriceAt);
        IEnumerable<double> breaks = [.. responder.Knots, .. proposer.Knots, responder.Quantile(share), .. images];
        double[] inside = [from, .. breaks.Where(value => value > from && value < to).Distinct().Order(), to];
        for (int panel = 0; panel + 1 < inside.Length; panel++)
        {
            AddPanel(rule, inside[panel], inside[panel + 1], threshold, rise is null);
        }
    }

    private void AddPanel(GaussKronrod rule, double from, double to, double threshold, bool jumps)
    {
        int piece = Piece(from, to);
        bool singular = double.IsInfinity(responder.Density(from, piece)) || double.IsInfinity(responder.Density(to, piece));
        double Threshold(double value) => jumps ? threshold : offers.Marginal.At(value, piece);
        if (singular)
        {
            rule.Add(responder.Cdf(from), responder.Cdf(to), (probability, values) =>
            {
                double value = responder.Quantile(probability);
                Write(value, Threshold(value), 1 / responder.Density(value, piece), 1, values);
            });
        }
        else
        {
            rule.Add(from, to, (value, values) => Write(value, Threshold(value), 1, responder.Density(value, piece), values));
        }
    }

    private int Piece(double from, double to)
    {
        double middle = from + ((to - from) / 2);
        int piece = 0;
        while (piece + 2 < responder.Knots.Count && responder.Knots[piece + 1] <= middle)
        {
            piece++;
        }

        return piece;
    }

    /// <summary>The integrands at a value of the responder, times its length and its probability.</summary>
    private void Write(double value, double threshold, double length, double probability, Span<double> values)
    {
        threshold = Math.Clamp(threshold, proposer.Low, proposer.High);
        double below = proposer.Cdf(threshold);
        double gain = proposer.Mean - proposer.PartialMean(threshold) - (value * proposer.Survival(threshold));
        values[(int)Integral.PriceCdf] = length * below;
        values[(int)Integral.ResponderSlope] = length * below * responder.Survival(value);
        values[(int)Integral.ProposerSlope] = probability * CdfIntegral(threshold);
        values[(int)Integral.GainFromSale] = probability * gain;
        values[(int)Integral.Inefficiency] = probability * _scale * Math.Abs(proposer.Cdf(value) - below);
    }

    /// <summary>The integral of the proposer's cdf up to a type: t F(t) - E[X; X &lt;= t].</summary>
    private double CdfIntegral(double type) => (type * proposer.Cdf(type)) - proposer.PartialMean(type);
}
