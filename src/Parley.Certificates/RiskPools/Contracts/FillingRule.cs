using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>
/// The rule of a <see cref="WaterFilling"/>: whoever bears something has the same marginal value, <c>part = (r_i + g_i u_i - l)/g_i</c> with
/// the logarithm r_i of the member's likelihood ratio, cut to the sign of the total and to at least -cap, and l such that parts sum to the total.
/// </summary>
/// <remarks>
/// A loss beyond all listed ones can exceed the caps together, which are the largest listed losses of members who doubt their priors with
/// weight e. Then the caps give way where another unit costs least: the doubted probability makes a larger largest loss c cost
/// <c>e exp(g (u + c))</c> a unit, and caps grow such that this is the same for all whose cap grows.
/// </remarks>
internal sealed class FillingRule : SharingRule
{
    private readonly int _members;
    private readonly int _width;
    private readonly bool _isCut;
    private readonly double[] _slopes;
    private readonly double[] _levels;
    private readonly double[] _doubt;
    private readonly double[] _caps;
    private readonly double[] _noCaps;
    private readonly WaterLine _line = new();

    /// <summary>The rule.</summary>
    public FillingRule(RiskPool pool, WaterFilling filling)
    {
        _members = pool.Members.Count;
        _width = (_members + 3) & ~3;
        _isCut = pool.Menu is not UnrestrictedMenu;
        (_slopes, _levels, _doubt, _caps, _noCaps) = (new double[_width], new double[_width], new double[_width], new double[_width], new double[_width]);
        for (int i = 0; i < _members; i++)
        {
            double aversion = ((Entropic)pool.Members[i].Utility).RiskAversion;
            _slopes[i] = 1 / aversion;
            _levels[i] = aversion * filling.Levels[i];
            _doubt[i] = pool.Members[i].Beliefs is Contamination contamination ? contamination.Weight : 0;
            // A cap below 0 is a gain that the member was sure of in every listed scenario; a loss asks for its part all the same.
            (_caps[i], _noCaps[i]) = (Math.Max(filling.Caps[i], 0), double.PositiveInfinity);
        }
    }

    /// <inheritdoc/>
    public override string Name => "water-filling";

    /// <inheritdoc/>
    public override string Sentence => "whoever bears a part of the total has the same marginal value of money";

    /// <inheritdoc/>
    public override bool UsesBeliefs => true;

    /// <inheritdoc/>
    public override void Parts(double total, ReadOnlySpan<double> logRatios, Span<double> parts)
    {
        parts.Clear();
        double[] logs = new double[_width];
        Array.Fill(logs, double.NegativeInfinity);
        for (int i = 0; i < _members; i++)
        {
            logs[i] = (_doubt[i] > 0 ? Math.Max(logRatios[i], WaterFilling.Unlikeliest) : logRatios[i]) + Math.Log(1 - _doubt[i]) + _levels[i];
        }

        if (!_isCut)
        {
            SplitUncut(total, logs, parts);
        }
        else if (total != 0)
        {
            Split(total, logs, parts);
        }
    }

    private void SplitUncut(double total, double[] logs, Span<double> parts)
    {
        double weighted = -total;
        double slope = 0;
        for (int i = 0; i < _members; i++)
        {
            weighted += logs[i] * _slopes[i];
            slope += _slopes[i];
        }

        for (int i = 0; i < _members; i++)
        {
            parts[i] = (logs[i] - (weighted / slope)) * _slopes[i];
        }

        TakeUpRounding(total, parts);
    }

    private void Split(double total, double[] logs, Span<double> parts)
    {
        double size = Math.Abs(total);
        double[] caps = total > 0 ? _noCaps : CapsFor(size);
        double[] heights = [.. logs.Select((log, i) => i >= _members ? double.NegativeInfinity : total > 0 ? log : -log)];
        if (heights.AsSpan(0, _members).IndexOf(double.PositiveInfinity) is var taker and >= 0)
        {
            parts[taker] = total; // who holds it impossible bears it without minding
            return;
        }

        _line.Find(heights, _slopes, caps, size);
        for (int i = 0; i < _members; i++)
        {
            double part = heights[i] > _line.Level ? Math.Min((heights[i] - _line.Level) * _slopes[i], caps[i]) : 0;
            parts[i] = total > 0 ? part : 0 - part;
        }

        TakeUpRounding(total, parts);
    }

    /// <summary>The caps, grown where the loss is larger than all of them together.</summary>
    private double[] CapsFor(double loss)
    {
        double room = _caps.Sum();
        if (loss <= room)
        {
            return _caps;
        }

        // What a member bears beyond its cap is (level - (log e + g (u + cap)))/g where that is positive: a water-line from below.
        double[] heights = new double[_width];
        Array.Fill(heights, double.NegativeInfinity);
        for (int i = 0; i < _members; i++)
        {
            heights[i] = -(Math.Log(_doubt[i]) + _levels[i] + (_caps[i] / _slopes[i]));
        }

        _line.Find(heights, _slopes, _noCaps, loss - room);
        return [.. _caps.Select((cap, i) => cap + (heights[i] > _line.Level ? (heights[i] - _line.Level) * _slopes[i] : 0))];
    }
}
