using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Certificates.RiskPools;

/// <summary>
/// One scenario of a <see cref="WaterFilling"/>, rebuilt: heights, level and parts. What it holds is overwritten by the next scenario.
/// </summary>
internal sealed class FilledScenario
{
    private readonly int _members;
    private readonly int _width;
    private readonly double[] _slopes;
    private readonly double[] _shifts;
    private readonly double[] _lossCaps;
    private readonly double[] _gainCaps;
    private readonly bool[] _isDoubtful;
    private readonly bool _isCut;
    private readonly WaterLine _line = new();

    /// <summary>Room for one scenario of a pool.</summary>
    public FilledScenario(RiskPool pool, WaterFilling filling)
    {
        _members = pool.Members.Count;
        _width = (_members + 3) & ~3;
        _isCut = pool.Menu is not UnrestrictedMenu;
        (_slopes, _shifts, _lossCaps, _gainCaps) = (new double[_width], new double[_width], new double[_width], new double[_width]);
        _isDoubtful = [.. pool.Members.Select(member => member.Beliefs is Contamination)];
        (Logs, Heights, Parts) = (new double[_width], new double[_width], new double[_width]);
        for (int i = 0; i < _members; i++)
        {
            double aversion = ((Entropic)pool.Members[i].Utility).RiskAversion;
            double doubt = pool.Members[i].Beliefs is Contamination contamination ? contamination.Weight : 0;
            _slopes[i] = 1 / aversion;
            _shifts[i] = (aversion * filling.Levels[i]) + Math.Log(1 - doubt);
            _lossCaps[i] = filling.Caps[i];
            _gainCaps[i] = double.PositiveInfinity;
        }
    }

    /// <summary>The logarithms a_i of the members' marginal values at 0: <c>log((1 - e_i) p_is) + g_i u_i</c>; negative infinity for nobody.</summary>
    public double[] Logs { get; }

    /// <summary>The same with the sign of the total: who is higher takes more.</summary>
    public double[] Heights { get; }

    /// <summary>The parts, in money.</summary>
    public double[] Parts { get; }

    /// <summary>The logarithm l of the common marginal value of those whose part is free.</summary>
    public double LogMarginal { get; private set; }

    /// <summary>True where every member is at its cap, so that any marginal value from <see cref="LogMarginal"/> up is right.</summary>
    public bool IsFull { get; private set; }

    /// <summary>
    /// True where nothing was split: no total, a loss that somebody holds impossible and takes without minding (the first of them), or a gain
    /// that all hold impossible (the first member has it).
    /// </summary>
    public bool IsIdle { get; private set; }

    /// <summary>Splits a scenario's total.</summary>
    /// <param name="logRow">The members' log-probabilities.</param>
    /// <param name="total">The total, in money.</param>
    /// <param name="known">The <see cref="LogMarginal"/> that this scenario had when it was last split; not a number where it was not, or was full.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<double> logRow, double total, double known = double.NaN)
    {
        logRow.CopyTo(Logs);
        for (int i = 0; i < _members; i++)
        {
            Logs[i] = _isDoubtful[i] ? Math.Max(Logs[i], WaterFilling.Unlikeliest) : Logs[i];
        }

        Array.Fill(Logs, double.NegativeInfinity, _members, _width - _members);
        Vector256<double> sign = Vector256.Create(total >= 0 ? 1.0 : -1.0);
        for (int i = 0; i < _width; i += Vector256<double>.Count)
        {
            Vector256<double> log = Vector256.Create<double>(Logs.AsSpan(i)) + Vector256.Create<double>(_shifts.AsSpan(i));
            log.CopyTo(Logs.AsSpan(i));
            (sign * log).CopyTo(Heights.AsSpan(i));
        }

        Array.Fill(Heights, double.NegativeInfinity, _members, _width - _members);
        Array.Clear(Parts);
        IsFull = false;
        IsIdle = false;
        if (!_isCut)
        {
            FillUncut(total);
        }
        else if (total == 0)
        {
            IsIdle = true;
        }
        else if (total < 0 && Heights.AsSpan(0, _members).IndexOf(double.PositiveInfinity) is var taker and >= 0)
        {
            Parts[taker] = total;
            IsIdle = true;
        }
        else if (total > 0 && !Heights.AsSpan(0, _members).ContainsAnyExcept(double.NegativeInfinity))
        {
            Parts[0] = total;
            IsIdle = true;
        }
        else
        {
            FillCut(total, known);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillCut(double total, double known)
    {
        ReadOnlySpan<double> caps = total > 0 ? _gainCaps : _lossCaps;
        double level = total > 0 ? known : -known;
        if (double.IsNaN(known))
        {
            _line.Find(Heights, _slopes, caps, Math.Abs(total));
            (level, IsFull) = (_line.Level, _line.IsFull);
        }

        LogMarginal = total > 0 ? level : -level;
        double sum = 0;
        int largest = 0;
        for (int i = 0; i < _members; i++)
        {
            double size = Heights[i] > level ? Math.Min((Heights[i] - level) * _slopes[i], caps[i]) : 0;
            Parts[i] = total > 0 ? size : -size;
            sum += Parts[i];
            largest = size > Math.Abs(Parts[largest]) ? i : largest;
        }

        Parts[largest] += total - sum;
    }

    /// <summary>Without limits the level follows from one division.</summary>
    private void FillUncut(double total)
    {
        double weighted = -total;
        double slope = 0;
        for (int i = 0; i < _members; i++)
        {
            weighted += Logs[i] * _slopes[i];
            slope += _slopes[i];
        }

        LogMarginal = weighted / slope;
        double sum = 0;
        for (int i = 0; i < _members; i++)
        {
            Parts[i] = (Logs[i] - LogMarginal) * _slopes[i];
            sum += Parts[i];
        }

        Parts[0] += total - sum;
    }
}
