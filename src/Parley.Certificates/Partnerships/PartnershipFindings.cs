using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>
/// Everything that follows from an outcome: bounds, payoffs, interim functions, the first best. Numbers lie within
/// <see cref="Tolerance"/> of the truth, in the unit of the types; those that grow with the values themselves, where values
/// are far from zero, within the tolerances named after them.
/// </summary>
/// <remarks>
/// Rules are evaluated for values less the partnership's origin (<see cref="Partnership.AboutOrigin"/>), and what changes
/// with the origin is put back here: types, welfare, payments.
/// </remarks>
public sealed class PartnershipFindings
{
    /// <summary>Numbers are this near to what they name, in units of the range of values, unless quadrature says otherwise.</summary>
    public const double Precision = 1e-12;

    /// <summary>
    /// What numbers may owe to the rounding of the problem's own values to doubles, in units of the largest: half a unit in the
    /// last place of what the asset is worth to whoever gets it, and as much of what it was worth before.
    /// </summary>
    private const double InputRounding = 4.5e-16;

    /// <summary>What sums of a few numbers of the size of the largest value lose, in units of it.</summary>
    private const double SumRounding = 1e-15;

    /// <summary>Allocations are less sharply determined than payoffs by this factor, in units of 1 over the range of values.</summary>
    private const double AllocationSharpness = 10;

    /// <summary>
    /// The same where a density is not log-concave: there ironing, whose hulls are found from sums that cancel, and infinite densities
    /// leave less.
    /// </summary>
    public const double RoughPrecision = 1e-9;

    /// <summary>The gap relative to the objective that counts as none, where all densities are log-concave.</summary>
    private const double SmoothGap = 1e-11;

    /// <summary>The same where there are atoms or densities that may need ironing.</summary>
    private const double RoughGap = 1e-8;

    /// <summary>A mechanism counts as efficient if it loses less than this of the range of values.</summary>
    public const double NoLoss = 1e-10;

    /// <summary>By how much of the range of values another way to break ties may leave a larger budget: little, yet far more than rounding.</summary>
    private const double BetterTies = 1e-3;

    private readonly RuleAccount[] _rules;
    private readonly RuleAccount? _efficient;
    private readonly double _allowedGap;
    private readonly double _origin;
    private readonly double _gainedWelfare;

    private PartnershipFindings(PartnershipOutcome outcome, RuleAccount[] rules, RuleAccount? efficient, double bound, double boundError)
    {
        (Outcome, _rules, _efficient, _origin) = (outcome, rules, efficient, outcome.Partnership.Origin);
        Partnership partnership = outcome.Partnership;
        double range = partnership.High - partnership.Low;
        double error = boundError + rules.Concat(efficient is null ? [] : [efficient]).Sum(rule => rule.Evaluation.Error);
        double largest = Math.Max(Math.Abs(partnership.Low), Math.Abs(partnership.High));
        bool isRough = partnership.Agents.Any(agent => agent.Type.Atoms.Count == 0 && !agent.Type.IsLogConcave);
        _allowedGap = partnership.Agents.All(agent => agent.Type.IsLogConcave) ? SmoothGap : RoughGap;
        Tolerance = ((isRough ? RoughPrecision : Precision) * range) + (InputRounding * largest) + (4 * error * partnership.Agents.Count);
        ValueTolerance = Tolerance + (SumRounding * largest) + rules.Sum(rule => rule.Evaluation.SplitError);
        AllocationTolerance = AllocationSharpness * Tolerance / range;
        PaymentTolerance = ValueTolerance + (Math.Abs(_origin) * AllocationTolerance);
        UpperBound = bound;
        Budget = Mean(rule => rule.Budget);
        _gainedWelfare = Mean(rule => rule.Welfare);
        Payoffs = [.. partnership.Agents.Select((agent, i) => Mean(rule => rule.Curves[i].ExpectedPayoff) + (agent.SurplusShare * Budget))];
        Objective = rules.Length == 0 ? 0 : partnership.Agents.Zip(Payoffs, (agent, payoff) => agent.Weight * payoff).Sum();
        AboutOrigin = _origin == 0 ? this : new PartnershipFindings(outcome with { Partnership = partnership.AboutOrigin() }, rules, efficient, bound, boundError);
    }

    /// <summary>What the findings are about.</summary>
    public PartnershipOutcome Outcome { get; }

    /// <summary>The question.</summary>
    public Partnership Partnership => Outcome.Partnership;

    /// <summary>
    /// The findings about the same question with values less the origin, as they are in doubles: what is promised is judged by
    /// these. They are these findings themselves where the origin is 0.
    /// </summary>
    internal PartnershipFindings AboutOrigin { get; }

    /// <summary>How near the numbers are to what they name.</summary>
    public double Tolerance { get; }

    /// <summary>
    /// How near welfare and payments after the fact are, which are of the size of the values. Where densities of several partners are
    /// infinite at one end, it is besides less sure which of them pays than how much they pay together.
    /// </summary>
    public double ValueTolerance { get; }

    /// <summary>How near interim allocations are; no unit.</summary>
    public double AllocationTolerance { get; }

    /// <summary>How near payments are: at the origin they are allocations times the origin.</summary>
    public double PaymentTolerance { get; }

    /// <summary>rho V(z): no mechanism reaches a larger objective. Infinite where nothing bounds it yet.</summary>
    public double UpperBound { get; }

    /// <summary>The sum of w_i E u_i that the mechanism reaches; 0, what keeping one's share gives, where there is none.</summary>
    public double Objective { get; }

    /// <summary>What a better mechanism could gain at most.</summary>
    public double Gap => UpperBound - Objective;

    /// <summary>What can be reached for certain: a rule with a deficit reaches nothing.</summary>
    public double LowerBound => IsWithoutDeficit ? Math.Max(0, Objective) : 0;

    /// <summary>
    /// True where no mechanism covers the fixed buy-outs: every mechanism that everybody joins has an objective of at least 0,
    /// and here all are bounded by less.
    /// </summary>
    public bool IsInfeasible => UpperBound < -Tolerance;

    /// <summary>How much money every mechanism would lack.</summary>
    public double Shortfall => -UpperBound / Outcome.Bound!.Multiplier;

    /// <summary>The gap up to which the mechanism counts as optimal.</summary>
    public double AllowedGap => (_allowedGap * Math.Abs(Objective)) + (0.1 * AboutOrigin.Tolerance);

    /// <summary>pi, the expected budget before it is shared.</summary>
    public double Budget { get; }

    /// <summary>E sum theta_i Q_i.</summary>
    public double Welfare => _origin + _gainedWelfare;

    /// <summary>Welfare less what the asset is worth to those who own it.</summary>
    public double Gains => _origin == 0 ? _gainedWelfare - Partnership.Agents.Sum(agent => agent.Share * agent.Type.Mean) : AboutOrigin.Gains;

    /// <summary>E u_i, net of the outside option, with the budget shared.</summary>
    public IReadOnlyList<double> Payoffs { get; }

    /// <summary>E max theta_i: the largest welfare.</summary>
    public double FirstBest => _origin + _efficient!.Welfare;

    /// <summary>How much of it the mechanism forgoes.</summary>
    public double WelfareLoss => _efficient!.Welfare - _gainedWelfare;

    /// <summary>Pi^e, the expected budget of an efficient mechanism that leaves worst-off types nothing.</summary>
    public double EfficientBudget => _efficient!.Budget;

    /// <summary>True where the mechanism always gives the asset to who values it most.</summary>
    public bool IsFirstBestAttained => _rules.Length > 0 && _efficient is not null && WelfareLoss <= NoLoss * (Partnership.High - Partnership.Low);

    /// <summary>True where some mechanism does, whatever the weights.</summary>
    public bool IsFirstBestAttainable => EfficientBudget >= -AboutOrigin.Tolerance;

    /// <summary>True where the efficient rule was evaluated.</summary>
    public bool HasFirstBest => _efficient is not null;

    /// <summary>Why the rule called efficient is not the efficient rule with the largest budget; empty where it is.</summary>
    public string EfficientFlaw { get; private init; } = "";

    /// <summary>True where the expected budget is not negative, to the tolerance.</summary>
    public bool IsWithoutDeficit => Budget >= -AboutOrigin.Tolerance;

    /// <summary>
    /// True where there is a mechanism without a deficit and nothing better by more than the allowed gap. Bounds that cross by more than
    /// that and the numbers' own tolerance contradict each other.
    /// </summary>
    public bool IsAnswered => _rules.Length > 0 && Gap <= AllowedGap && -Gap <= Math.Max(AllowedGap, AboutOrigin.Tolerance)
        && IsWithoutDeficit && Outcome.Unanswered.Length == 0;

    internal IReadOnlyList<RuleAccount> Rules => _rules;

    /// <summary>Computes everything.</summary>
    /// <param name="outcome">The outcome; its evidence has been found without flaws.</param>
    /// <param name="points">How many virtual types the audit adds to those at which anything changes; by default some hundred.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static PartnershipFindings Of(PartnershipOutcome outcome, int? points = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Partnership partnership = outcome.Partnership.AboutOrigin();
        TypeGrid[] grids = [.. partnership.Agents.Select(agent => new TypeGrid(agent.Type))];
        int added = points ?? Math.Clamp(400 / partnership.Agents.Count, 8, 200);
        RuleAccount[] rules = [.. outcome.Rules.Select(rule => RuleAccount.Of(partnership, grids, rule, added, cancellation))];
        RuleAccount? efficient = outcome.Efficient is null ? null
            : RuleAccount.Of(partnership.WithEqualWeights(), grids, outcome.Efficient, 0, cancellation);
        (double bound, double error) = Bound(partnership, outcome.Bound, grids, rules, cancellation);
        return new PartnershipFindings(outcome, rules, efficient, bound, error)
        {
            EfficientFlaw = efficient is null ? "" : FlawOf(efficient, grids, cancellation),
        };
    }

    /// <summary>
    /// Without atoms multiplier 1 is efficient by definition. With atoms the welfare is compared with that of multiplier 1, and the
    /// budget B with the largest: any efficient mechanism has S + (rho - 1) B* at most D(rho), S being the sum of payoffs and budget.
    /// </summary>
    private static string FlawOf(RuleAccount efficient, TypeGrid[] grids, CancellationToken cancellation)
    {
        double multiplier = efficient.Rule.Multiplier;
        if (multiplier <= 1)
        {
            return "";
        }

        Partnership partnership = efficient.Evaluation.Levels.Partnership;
        double range = partnership.High - partnership.Low;
        double most = RuleAccount.Of(partnership, grids, new AllocationRule(1, 1, efficient.Rule.Ironing, []), 0, cancellation).Welfare;
        double dual = multiplier * (efficient.Evaluation.Dual - partnership.Agents.Sum(agent => agent.BuyOut ?? 0));
        double reached = efficient.Curves.Sum(curve => curve.ExpectedPayoff) + (multiplier * efficient.Budget);
        return most - efficient.Welfare > NoLoss * range ? "efficient: the rule does not give the asset to the highest value"
            : (dual - reached) / (multiplier - 1) > BetterTies * range ? "efficient: it is not shown that no other way to break ties leaves a larger budget"
            : "";
    }

    /// <summary>The weighted mean of a number over the rules.</summary>
    internal double Mean(Func<RuleAccount, double> number) => _rules.Sum(rule => rule.Rule.Probability * number(rule));

    /// <summary>A partner's interim allocation, payment and payoff at a type, with the budget shared.</summary>
    public (double Allocation, double Payment, double Payoff) Interim(int agent, double type)
    {
        Agent who = Partnership.Agents[agent];
        if (_origin != 0)
        {
            var (chance, less, gain) = AboutOrigin.Interim(agent, type - _origin);
            return (chance, less + (_origin * (chance - who.Share)), gain);
        }

        double allocation = Mean(rule => rule.Curves[agent].At(type).Allocation);
        double payoff = Mean(rule => rule.Curves[agent].At(type).Payoff) + (who.SurplusShare * Budget);
        return (allocation, (type * (allocation - who.OutsideSlope)) - (who.BuyOut ?? 0) - payoff, payoff);
    }

    /// <summary>E m_i with the budget shared, about the origin; these sum to 0.</summary>
    internal double ExpectedPayment(int agent) => Mean(rule => rule.Payments[agent]) - (Partnership.Agents[agent].SurplusShare * Budget);

    /// <summary>The lowest and the highest worst-off type of a partner.</summary>
    public (double Low, double High) WorstOff(int agent) =>
        (_rules.Max(rule => rule.Curves[agent].LowestWorstOff), _rules.Min(rule => rule.Curves[agent].HighestWorstOff)) is var (low, high) && low <= high
            ? (_origin + low, _origin + high)
            : (_origin + _rules[0].Curves[agent].LowestWorstOff, _origin + _rules[0].Curves[agent].HighestWorstOff);

    /// <summary>
    /// The saddle point's critical type omega_i(z_i) of a partner, of the first rule: the type at which the switch from seller to
    /// buyer gives the ironed virtual type's mean.
    /// </summary>
    /// <remarks>
    /// omega = t1 F(t1) + t2 (1 - F(t2)) + [z (F(t2) - F(t1)) - alpha E[theta; t1..t2]] / (1 - alpha), where [t1, t2] is the pool at
    /// z; with alpha = 1 it is the worst-off type nearest to z.
    /// </remarks>
    public double CriticalType(int agent)
    {
        RuleAccount first = _rules[0];
        VirtualLevels levels = first.Evaluation.Levels;
        double ironing = first.Rule.Ironing[agent];
        double weight = levels.Weights[agent];
        InterimCurve curve = first.Curves[agent];
        if (weight >= 1)
        {
            return _origin + Math.Clamp(ironing, curve.LowestWorstOff, curve.HighestWorstOff);
        }

        int level = levels.LevelOf(ironing);
        PricePoint low = levels.Before(level, agent, Side.Seller);
        PricePoint high = levels.After(level, agent, Side.Buyer);
        double pooled = ((ironing * (high.Below - low.Below)) - (weight * (high.MeanBelow - low.MeanBelow))) / (1 - weight);
        double critical = (low.Price * low.Below) + (high.Price * (1 - high.Below)) + pooled;
        return _origin + Math.Clamp(critical, low.Price, high.Price);
    }

    private static (double Bound, double Error) Bound(Partnership aboutOrigin, DualPoint? point, TypeGrid[] grids, RuleAccount[] rules, CancellationToken cancellation)
    {
        if (point is not { } bound)
        {
            return (double.PositiveInfinity, 0);
        }

        RuleEvaluation evaluation = rules.FirstOrDefault(rule => rule.Rule.Multiplier == bound.Multiplier && rule.Rule.Ironing.SequenceEqual(bound.Ironing))?.Evaluation
            ?? RuleEvaluation.Of(
                new VirtualLevels(aboutOrigin, grids, bound.Multiplier, []), new AllocationRule(1, bound.Multiplier, bound.Ironing, []), 0, cancellation);
        return (bound.Multiplier * (evaluation.Dual - aboutOrigin.Agents.Sum(agent => agent.BuyOut ?? 0)), bound.Multiplier * evaluation.Error);
    }
}
