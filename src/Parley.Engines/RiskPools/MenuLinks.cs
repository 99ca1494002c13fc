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

    /// <summary>Adds a price and its inequalities; returns each member's link.</summary>
    /// <param name="program">The program.</param>
    /// <param name="probabilities">The event's probability for each member.</param>
    /// <param name="starts">These at the start.</param>
    /// <param name="amount">What depends on the event, not 0; negative for a loss.</param>
    /// <param name="priceStage">The stage of the price.</param>
    /// <param name="rowStage">The stage of the inequalities.</param>
    public static int[] Add(SaddleProgram program, ReadOnlySpan<ProgramNumber> probabilities, double[] starts, double amount, long priceStage, long rowStage)
    {
        int[] links = new int[probabilities.Length];
        int impossible = 0;
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = probabilities[i] is { Variable: < 0, Constant: <= 0 } ? Indifferent : None;
            impossible += links[i] == Indifferent ? 1 : 0;
        }

        // A loss costs nothing to whoever holds it impossible; a gain that everybody does is worth nothing to anybody.
        if (impossible > 0 && (amount < 0 || impossible == links.Length))
        {
            return links;
        }

        int variable = program.Variable(amount > 0 ? starts.Max() + program.Even : starts.Min() - program.Even, priceStage, amount);
        var price = new ProgramNumber(variable, 0);
        double weight = Math.Abs(amount) * program.Even;
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = links[i] == Indifferent ? None
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
