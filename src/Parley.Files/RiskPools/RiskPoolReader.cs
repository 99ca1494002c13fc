using Parley.Files.Data;
using Parley.Files.Documents;
using Parley.Problems.Numbers;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Reads problems of the kind <c>risk-pool</c>.</summary>
internal static class RiskPoolReader
{
    /// <summary>The kind's name in problem files.</summary>
    public const string Kind = "risk-pool";

    /// <summary>The problem stated by a document whose kind is <see cref="Kind"/>.</summary>
    /// <param name="root">The document.</param>
    /// <param name="progress">Hears how far the reading of data files has come; null for nobody.</param>
    /// <param name="cancellation">Ends a long reading.</param>
    /// <exception cref="ProblemFileException">The document states none.</exception>
    public static RiskPoolProblem Read(MapNode root, IProgress<DataProgress>? progress = null, CancellationToken cancellation = default)
    {
        root.RejectUnknown("parley", "kind", "title", "scenarios", "members", "positions", "beliefs", "menu", "average", "order", "contract");
        double[] reference = ScenarioReader.Read(root.Required("scenarios"));
        int first = ScenarioReader.First(root.Required("scenarios"));
        StatedMember[] members = MemberReader.Read(root.Required("members"), reference.Length, root.Contains("positions"));
        string[] names = [.. members.Select(member => member.Name)];
        var tables = new PoolTables(names, reference.Length, cancellation);
        DataTable positions = root.Optional("positions") is { } named ? tables.ByMember(File(named)) : Typed(members);
        StatedBeliefs shared = root.Optional("beliefs") is { } beliefs ? BeliefsReader.Read(beliefs, reference.Length, tables) : StatedBeliefs.Nothing;
        int[] order = Order(root.Optional("order"), names);
        RejectTooLarge(root, members, shared, reference.Length);

        ReadingPass pass = Run(root.Source, new ReadingPass(reference, members, shared, positions), progress, cancellation);
        Rational[]? exact = ExactTotal(members, reference.Length);
        double[] total = exact is null ? pass.Total : [.. exact.Select(amount => amount.ToDouble())];
        if (Array.FindIndex(total, amount => !double.IsFinite(amount)) is >= 0 and var scenario)
        {
            throw (root.Optional("positions") ?? root.Required("members")).Error($"the positions in scenario {scenario + 1} sum to more than floating point holds", "Choose a larger unit of money");
        }

        Menu menu = new MenuReader(names, total, exact).Read(root.Optional("menu"));
        MenuAverage? average = AverageReader.Read(root.Optional("average"), menu);
        ContractTerms terms = new ContractReader(names, average is not null).Read(root.Optional("contract"));
        RejectLimits(root, terms, members.Length, reference.Length);
        var pool = new RiskPool(ProblemReader.Title(root), reference, total, pass.Members, pass.Centres, menu);
        return new RiskPoolProblem(root.Source, pool, order, average, positions, terms, first);
    }

    /// <summary>Reads positions and centres while the files are hashed beside it, and waits for both: they must have seen the same bytes.</summary>
    private static ReadingPass Run(ProblemSource source, ReadingPass pass, IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            source.HashInBackground(ending.Token);
            pass.Run(progress, ending.Token);
            _ = source.Sha256;
            return pass;
        }
        finally
        {
            ending.Cancel();
        }
    }

    private static DocumentNode File(DocumentNode node)
    {
        MapNode map = node as MapNode ?? throw node.Expected("a file of positions", "Write { file: positions.npy }, members x scenarios");
        map.RejectUnknown("file");
        return map.Required("file");
    }

    private static ListedTable Typed(StatedMember[] members) =>
        new([.. members.SelectMany(member => member.Position!.Select(amount => amount.ToDouble()))], members.Length);

    /// <summary>Centres that are listed have a place in one array.</summary>
    private static void RejectTooLarge(MapNode root, StatedMember[] members, StatedBeliefs shared, int scenarios)
    {
        bool isListed = shared.Centre is PriorTable || members.Any(member => member.Own.Centre is not null);
        if (isListed && (long)members.Length * scenarios > Array.MaxLength)
        {
            throw root.Error($"{members.Length} members with priors of their own on {scenarios} scenarios are more than one array holds", "State the priors as tilts, which are computed when they are needed");
        }
    }

    /// <summary>What limits on payments cost is found from all positions at once.</summary>
    private static void RejectLimits(MapNode root, ContractTerms terms, int members, int scenarios)
    {
        if (terms.IsCapped && (long)members * scenarios > RiskPoolProblem.MostPositions)
        {
            throw root.Required("contract").Error(
                $"limits on payments take all {members} x {scenarios} positions into memory; at most {RiskPoolProblem.MostPositions} are", "Describe fewer scenarios, or remove mostPaid");
        }
    }

    /// <summary>The exact total, so that positions which cancel give 0; null where positions are floating point numbers of a file.</summary>
    private static Rational[]? ExactTotal(StatedMember[] members, int scenarios) => members[0].Position is null ? null
        : [.. Enumerable.Range(0, scenarios).Select(s => members.Aggregate(Rational.Zero, (sum, member) => sum + member.Position![s]))];

    private static int[] Order(DocumentNode? node, string[] names)
    {
        if (node is null)
        {
            return [.. Enumerable.Range(0, names.Length)];
        }

        Dictionary<string, int> places = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        List<int> order = [];
        HashSet<int> seen = [];
        foreach (DocumentNode item in node.AsList())
        {
            string name = item.AsName();
            int member = places.TryGetValue(name, out int place) ? place : throw item.Error($"{Shown.Quoted(name)} is not a member", Suggestion.For(name, names, "The members are"));
            order.Add(seen.Add(member) ? member : throw item.Error($"{Shown.Quoted(name)} stands twice in the order", "Name each member once"));
        }

        return order.Count == names.Length ? [.. order]
            : throw node.Error($"{names[Enumerable.Range(0, names.Length).First(member => !seen.Contains(member))]} is missing from the order", "Name every member once; the last one chooses");
    }
}
