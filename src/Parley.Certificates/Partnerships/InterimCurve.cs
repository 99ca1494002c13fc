using Parley.Problems.Distributions;
using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// What one partner expects from one rule, type by type: the interim allocation q and the payoff u net of the outside
/// option, worst-off types at 0, before any surplus is shared.
/// </summary>
internal sealed class InterimCurve
{
    /// <summary>Allocations this close are equal where worst-off types are told apart from others.</summary>
    private const double SameAllocation = 1e-10;

    private const int MostHalvings = 200;

    /// <summary>The error allowed for an integral over types, in units of the window.</summary>
    private const double GainError = 2e-15;

    private const int DeepestHalving = 50;

    private readonly RuleEvaluation _rule;
    private readonly int _agent;
    private readonly double _share;
    private readonly IReadOnlyList<Atom> _atoms;
    private readonly TypeSegment[] _segments;
    private readonly double[] _payoffs;

    /// <summary>The curve of a partner.</summary>
    public InterimCurve(RuleEvaluation rule, int agent)
    {
        (_rule, _agent) = (rule, agent);
        _share = rule.Levels.Partnership.Agents[agent].OutsideSlope;
        _atoms = rule.Levels.Partnership.Agents[agent].Type.Atoms;
        _segments = [.. rule.Segments[agent]];
        if (_atoms.Count > 0)
        {
            _payoffs = new double[_atoms.Count];
            ExpectedPayoff = AtomPayoffs.Fill(_atoms, rule.AtomAllocations[agent], _share, _payoffs);
            int[] worst = [.. Enumerable.Range(0, _atoms.Count).Where(k => _payoffs[k] <= 0)];
            (LowestWorstOff, HighestWorstOff) = (_atoms[worst[0]].Value, _atoms[worst[^1]].Value);
            return;
        }

        _payoffs = new double[_segments.Length + 1];
        for (int k = 0; k < _segments.Length; k++)
        {
            _payoffs[k + 1] = _payoffs[k] + _segments[k].Gain;
        }

        (double lowest, LowestWorstOff, HighestWorstOff) = Lowest();
        for (int k = 0; k < _payoffs.Length; k++)
        {
            _payoffs[k] -= lowest;
        }

        ExpectedPayoff = rule.Payoffs[agent] - lowest;
    }

    /// <summary>E u.</summary>
    public double ExpectedPayoff { get; }

    /// <summary>The lowest worst-off type.</summary>
    public double LowestWorstOff { get; }

    /// <summary>The highest worst-off type.</summary>
    public double HighestWorstOff { get; }

    /// <summary>The types at which anything changes and those on the audit's grid, with q on both sides and u.</summary>
    public IEnumerable<(double Type, double Allocation, double Payoff)> Nodes()
    {
        if (_atoms.Count > 0)
        {
            return _atoms.Select((atom, k) => (atom.Value, _rule.AtomAllocations[_agent][k], _payoffs[k]));
        }

        return _segments.SelectMany((segment, k) => new[]
        {
            (segment.Low, segment.AllocationAtLow, _payoffs[k]),
            (segment.High, segment.AllocationAtHigh, _payoffs[k + 1]),
        });
    }

    /// <summary>q and u of a type; of atoms, which are the only types where there are any.</summary>
    public (double Allocation, double Payoff) At(double type)
    {
        int atom = AtomAt(type);
        return atom >= 0 ? (_rule.AtomAllocations[_agent][atom], _payoffs[atom]) : Between(type);
    }

    private int AtomAt(double type)
    {
        for (int k = 0; k < _atoms.Count; k++)
        {
            if (_atoms[k].Value == type)
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>The ironed virtual type of a type, whether more types share it, and to which part of them the type belongs.</summary>
    public (double VirtualType, bool IsPooled, TypePart Part) VirtualTypeOf(double type)
    {
        if (AtomAt(type) is >= 0 and var atom)
        {
            return (_rule.Levels.LevelLow(_rule.AtomLevels[_agent][atom]), true, _rule.AtomParts[_agent][atom]);
        }

        TypeSegment segment = _segments[SegmentOf(type)];
        return segment.IsPool ? (_rule.Levels.LevelLow(segment.Level), true, segment.Part)
            : (_rule.VirtualTypeOf(_agent, segment.Panel, Math.Clamp(type, segment.Low, segment.High)), false, segment.Part);
    }

    private int SegmentOf(double type)
    {
        (int low, int high) = (0, _segments.Length - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = type <= _segments[middle].High ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private (double Allocation, double Payoff) Between(double type)
    {
        int low = SegmentOf(type);
        TypeSegment segment = _segments[low];
        if (type <= segment.Low)
        {
            return (segment.AllocationAtLow, _payoffs[low]);
        }

        return type >= segment.High ? (segment.AllocationAtHigh, _payoffs[low + 1])
            : segment.IsPool ? (segment.AllocationAtLow, _payoffs[low] + ((type - segment.Low) * (segment.AllocationAtLow - _share)))
            : (Allocation(segment, type), _payoffs[low] + Gain(segment, type));
    }

    private double Allocation(TypeSegment segment, double type) =>
        _rule.Allocation(_agent, segment.Panel, _rule.VirtualTypeOf(_agent, segment.Panel, type));

    /// <summary>The integral of q - r from the lowest type of a segment to a type.</summary>
    private double Gain(TypeSegment segment, double type) => Gain(segment, segment.Low, type, 0);

    /// <summary>The integral of q - r between types, halved until the error is rounding: near an infinite density q bends like a root.</summary>
    private double Gain(TypeSegment segment, double low, double high, int depth)
    {
        double half = (high - low) / 2;
        double sum = 0;
        double error = 0;
        for (int node = 0; node < KronrodRule.Count; node++)
        {
            double gain = Allocation(segment, low + half + (half * KronrodRule.Nodes[node])) - _share;
            sum += KronrodRule.Weights[node] * gain;
            error += KronrodRule.ErrorWeights[node] * gain;
        }

        double middle = low + half;
        return half * Math.Abs(error) <= GainError * (_rule.Levels.High - _rule.Levels.Low) || depth >= DeepestHalving || !(middle > low && middle < high)
            ? half * sum
            : Gain(segment, low, middle, depth + 1) + Gain(segment, middle, high, depth + 1);
    }

    /// <summary>
    /// The minimum of u relative to the lowest type, and where it is attained: between the types that expect less of the asset
    /// than they own and those that expect more.
    /// </summary>
    private (double Payoff, double Low, double High) Lowest()
    {
        int first = Array.FindIndex(_segments, segment => segment.AllocationAtHigh >= _share - SameAllocation);
        if (first < 0)
        {
            double top = _rule.Levels.Partnership.Agents[_agent].Type.High;
            return (_payoffs[^1], top, top);
        }

        TypeSegment start = _segments[first];
        if (start.AllocationAtLow < _share - SameAllocation && start.AllocationAtHigh > _share + SameAllocation)
        {
            double type = Crossing(start);
            return (_payoffs[first] + Gain(start, type), type, type);
        }

        bool isAtHigh = start.AllocationAtLow < _share - SameAllocation;
        int last = first + (isAtHigh ? 1 : 0);
        int end = last;
        while (end < _segments.Length && _segments[end].AllocationAtHigh <= _share + SameAllocation)
        {
            end++;
        }

        double lowest = double.PositiveInfinity;
        for (int k = last; k <= end; k++)
        {
            lowest = Math.Min(lowest, _payoffs[k]);
        }

        double low = isAtHigh ? start.High : start.Low;
        return (lowest, low, end > last ? _segments[end - 1].High : low);
    }

    private double Crossing(TypeSegment segment)
    {
        (double low, double high) = (segment.Low, segment.High);
        for (int count = 0; count < MostHalvings; count++)
        {
            double middle = low + ((high - low) / 2);
            if (!(middle > low && middle < high))
            {
                break;
            }

            (low, high) = Allocation(segment, middle) < _share ? (middle, high) : (low, middle);
        }

        return high;
    }
}
