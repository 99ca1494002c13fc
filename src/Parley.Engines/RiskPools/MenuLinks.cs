namespace Parley.Engines.RiskPools;

/// <summary>
/// One price and the members' probabilities of the same event: the price is at least all of them where a gain depends on the event,
/// at most all of them where a loss does. How the gain or loss is split are the multipliers.
/// </summary>
internal static class MenuLinks
{
    /// <summary>The link of a member to whom the event is impossible, as it is to all who share what depends on it.</summary>
    private const int Indifferent = -2;

    /// <summary>The link of a member who gets nothing.</summary>
    private const int None = -1;

    /// <summary>How far from the start a price may go: by more than any probability.</summary>
    private const double Beyond = 2;

    /// <summary>The link of a member that is yet to be made.</summary>
    public const int Open = int.MaxValue;

    /// <summary>Which members are to be linked to a price: <see cref="Open"/>; none of them where there is no price.</summary>
    /// <param name="isImpossible">For each member whether the event is impossible.</param>
    /// <param name="amount">What depends on the event, not 0; negative for a loss.</param>
    public static int[] Of(bool[] isImpossible, double amount)
    {
        // A loss costs nothing to whoever holds it impossible; a gain that everybody does is worth nothing to anybody.
        bool isFree = amount < 0 ? isImpossible.Contains(true) : !isImpossible.Contains(false);
        return [.. isImpossible.Select(impossible => isFree ? (impossible ? Indifferent : None) : impossible ? None : Open)];
    }

    /// <summary>
    /// Adds a price, above the members' probabilities of a gain or below those of a loss. It is a probability at the optimum; bounds well beyond that keep a
    /// price on which little depends from running away.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="starts">The event's probability for each member at the start.</param>
    /// <param name="amount">What depends on the event, not 0; negative for a loss.</param>
    /// <param name="stage">The stage of the price.</param>
    public static int Price(SaddleProgram program, double[] starts, double amount, long stage)
    {
        int price = program.Variable(amount > 0 ? starts.Max() + program.Even : starts.Min() - program.Even, stage, amount);
        double weight = Math.Abs(amount) * program.Even;
        if (amount > 0)
        {
            program.AtMost(price, starts.Max() + program.Even + Beyond, weight);
        }
        else
        {
            program.AtLeast(new ProgramNumber(price, 0), 1, ProgramNumber.Fixed(starts.Min() - program.Even - Beyond), weight, Stages.Local);
        }

        return price;
    }

    /// <summary>Adds a price and its inequalities; returns each member's link.</summary>
    /// <param name="program">The program.</param>
    /// <param name="probabilities">The event's probability for each member.</param>
    /// <param name="starts">These at the start.</param>
    /// <param name="amount">What depends on the event, not 0; negative for a loss.</param>
    /// <param name="priceStage">The stage of the price.</param>
    /// <param name="rowStage">The stage of the inequalities.</param>
    public static int[] Add(SaddleProgram program, ReadOnlySpan<ProgramNumber> probabilities, double[] starts, double amount, long priceStage, long rowStage)
    {
        bool[] impossible = new bool[probabilities.Length];
        for (int i = 0; i < impossible.Length; i++)
        {
            impossible[i] = probabilities[i] is { Variable: < 0, Constant: <= 0 };
        }

        int[] links = Of(impossible, amount);
        if (!links.Contains(Open))
        {
            return links;
        }

        int variable = Price(program, starts, amount, priceStage);
        var price = new ProgramNumber(variable, 0);
        double weight = Math.Abs(amount) * program.Even;
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = links[i] != Open ? links[i]
                : amount > 0 ? program.AtLeast(price, 1, probabilities[i], weight, rowStage)
                : program.AtLeast(probabilities[i], 1, price, weight, rowStage);
        }

        return links;
    }

    /// <summary>Splits what depends on the event in proportion to the multipliers.</summary>
    public static void Split(InteriorPoint point, int[] links, double amount, double[] parts)
    {
        double sum = 0;
        for (int i = 0; i < links.Length; i++)
        {
            parts[i] = links[i] == Indifferent ? 1 : links[i] == None ? 0 : point.Multiplier(links[i]);
            sum += parts[i];
        }

        for (int i = 0; i < links.Length; i++)
        {
            parts[i] *= amount / sum;
        }
    }
}
