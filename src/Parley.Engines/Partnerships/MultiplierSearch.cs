using Parley.Certificates.Partnerships;
using Parley.Problems.Partnerships;

namespace Parley.Engines.Partnerships;

/// <summary>
/// Minimises the dual function over multipliers at least 1. Two saddle points bracket the minimum, one with a deficit and
/// one with a surplus; each bounds the dual from below by its tangent, and where the tangents meet on the dual itself, as
/// they do at a kink, a lottery between the two rules is optimal.
/// </summary>
/// <param name="partnership">The question.</param>
/// <param name="grids">The distributions of the values less the origin.</param>
/// <param name="progress">Told of each multiplier that was tried.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class MultiplierSearch(Partnership partnership, IReadOnlyList<TypeGrid> grids, IProgress<double>? progress, CancellationToken cancellation)
{
    private const int MostPoints = 90;

    /// <summary>A multiplier of the usual size, and no fraction at which simple numbers would meet.</summary>
    private const double FirstGuess = 1.4826;

    /// <summary>A budget smaller than this, in units of the range of values, is none.</summary>
    private const double NoBudget = 2e-15;

    /// <summary>The relative loss that a single rule may have before a lottery is taken instead.</summary>
    private const double SmallLoss = 1e-14;

    /// <summary>With a deficit at this multiplier the surplus of no rule can make up for it.</summary>
    private const double Largest = 1e6;

    /// <summary>So many secants find the root of a smooth budget; if not, it has a kink, and bisection is the surer way.</summary>
    private const int PatienceWithSecants = 12;

    private readonly bool _hasKinks = grids.Any(grid => grid.Type.Atoms.Count > 0);
    private readonly Partnership _aboutOrigin = partnership.AboutOrigin();
    private readonly double _scale = partnership.High - partnership.Low;
    private SaddlePoint? _best;
    private SaddlePoint? _deficit;
    private SaddlePoint? _surplus;
    private SaddlePoint? _latest;
    private SaddlePoint? _previous;

    /// <summary>The outcome.</summary>
    public PartnershipOutcome Run(double guess = double.NaN)
    {
        try
        {
            Evaluate(1);
            if (_surplus is null)
            {
                Bracket(guess);
            }

            if (_surplus is null)
            {
                return Outcome(_best!.Dual < 0 ? "no mechanism can pay everybody the outside option" : "no multiplier was found that leaves the mechanism without a deficit");
            }

            Narrow();
            return Outcome("");
        }
        catch (OperationCanceledException)
        {
            return Outcome("the work was stopped before the multiplier was found");
        }
    }

    private double Tolerance => NoBudget * _scale * grids.Count;

    private SaddlePoint Evaluate(double multiplier)
    {
        SaddlePoint point = SaddlePoint.At(_aboutOrigin, grids, multiplier, cancellation);
        progress?.Report(multiplier);
        (_previous, _latest) = (_latest, point);
        _best = _best is null || point.Dual < _best.Dual ? point : _best;
        if (point.Budget >= -Tolerance)
        {
            _surplus = _surplus is null || point.Multiplier < _surplus.Multiplier ? point : _surplus;
        }
        else
        {
            _deficit = _deficit is null || point.Multiplier > _deficit.Multiplier ? point : _deficit;
        }

        return point;
    }

    private void Bracket(double guess)
    {
        double multiplier = guess > 1 ? guess : FirstGuess;
        while (_surplus is null && multiplier <= Largest)
        {
            Evaluate(multiplier);
            multiplier = 1 + (4 * (multiplier - 1));
        }
    }

    private void Narrow()
    {
        for (int count = 0; count < MostPoints && !IsClosed(); count++)
        {
            (double low, double high) = (1 / _surplus!.Multiplier, 1 / _deficit!.Multiplier);
            double next = _hasKinks ? (count % 4 == 3 ? (low + high) / 2 : TangentsMeet())
                : count < PatienceWithSecants ? Secant(_previous!, _latest!)
                : count % 3 == 0 ? TangentsMeet() : (low + high) / 2;

            if (!(next > low && next < high))
            {
                next = (low + high) / 2;
            }

            if (!(next > low && next < high))
            {
                return;
            }

            Evaluate(1 / next);
        }
    }

    private bool IsClosed() => _deficit is null || _surplus!.Budget <= Tolerance || LossOfSingle() <= SmallLoss * Math.Abs(_best!.Dual) || (LossOfLottery() <= 1e-15 * Math.Abs(_best!.Dual) && IsKink());

    /// <summary>Tangents that still differ though the multipliers hardly do, or that met on the dual.</summary>
    private bool IsKink() => _hasKinks || _surplus!.Multiplier - _deficit!.Multiplier < 1e-13 * _surplus.Multiplier;

    private double LossOfSingle() => _best!.Dual - _surplus!.Objective;

    private double LossOfLottery()
    {
        double deficit = DeficitsChance();
        return _best!.Dual - ((deficit * _deficit!.Weighted) + ((1 - deficit) * _surplus!.Weighted));
    }

    /// <summary>The chance of the rule with a deficit at which both together have none.</summary>
    private double DeficitsChance() => _surplus!.Budget <= 0 ? 0 : _surplus.Budget / (_surplus.Budget - _deficit!.Budget);

    private double TangentsMeet() => (_deficit!.Budget - _surplus!.Budget)
        / (_surplus.Weighted - _deficit.Weighted);

    private static double Secant(SaddlePoint first, SaddlePoint second)
    {
        (double low, double high) = (1 / first.Multiplier, 1 / second.Multiplier);
        return low + ((high - low) * first.Budget / (first.Budget - second.Budget));
    }

    private PartnershipOutcome Outcome(string unanswered)
    {
        double rounding = SmallLoss * Math.Abs(_best?.Dual ?? 0);
        bool isSingle = _surplus is not null && (_deficit is null || _surplus.Budget <= Tolerance || LossOfSingle() <= LossOfLottery() + rounding);
        AllocationRule[] rules = _surplus is null ? []
            : isSingle ? [Rule(_surplus, 1)]
            : [Rule(_deficit!, DeficitsChance()), Rule(_surplus, 1 - DeficitsChance())];
        SaddlePoint? best = isSingle && _surplus!.Dual <= _best!.Dual + rounding ? _surplus : _best;
        return new PartnershipOutcome(partnership, best is null ? null : new DualPoint(best.Multiplier, best.Ironing), rules, null, unanswered);
    }

    private static AllocationRule Rule(SaddlePoint point, double probability) => new(probability, point.Multiplier, point.Ironing, point.Ties);
}
