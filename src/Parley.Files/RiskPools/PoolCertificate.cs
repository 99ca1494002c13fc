using Parley.Certificates.RiskPools;
using Parley.Certificates.RiskPools.Contracts;
using Parley.Files.Results;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>Writes and reads the evidence of a pool's result. Nothing else in a result is believed.</summary>
internal static class PoolCertificate
{
    private const string Filling = "water-filling";
    private const string FixedShares = "shares";
    private const string Mixed = "mixed-shares";
    private const string Chosen = "choice";
    private const string Written = "written-down";
    private const string Unbounded = "bets-without-limit";

    private static readonly string[] s_forms = [Filling, FixedShares, Mixed, Chosen, Written, Unbounded];

    /// <summary>The evidence as a tree, with the averages that payoffs rest on; empty where there is none.</summary>
    public static ResultMap Write(RiskPool pool, PoolOutcome outcome)
    {
        ResultMap tree = Evidence(pool, outcome.Evidence);
        if (outcome.Averages is { } averages)
        {
            tree.Add("averages", new ResultMap
            {
                ["values"] = Numbers([.. averages.Select(average => average.Value)]),
                ["errors"] = Numbers([.. averages.Select(average => average.Error)]),
                ["guarantees"] = new ResultList(averages.Select(average => (ResultNode)AverageUtility.GuaranteeNames[(int)average.Guarantee])),
            });
        }

        if (outcome.HeldOut is { } heldOut)
        {
            tree.Add("heldOut", new ResultMap
            {
                ["share"] = heldOut.Split.Share,
                ["seed"] = (double)heldOut.Split.Seed,
                ["training"] = Evidence(pool, heldOut.Training),
                ["best"] = Evidence(pool, heldOut.Best),
            });
        }

        return tree;
    }

    /// <summary>The recorded evidence of a test on held-out scenarios.</summary>
    /// <exception cref="RecordedResultException">It lacks something, has another shape, or does not fit the pool.</exception>
    public static HeldOutEvidence ReadHeldOut(RecordedNode node, RiskPool pool)
    {
        double share = node["share"].Number();
        if (!(share is > 0 and < 1) || pool.Scenarios < 2 || pool.ObjectionToParts.Length > 0)
        {
            throw node.Error("no scenarios of this pool can be held out like that");
        }

        var split = new HeldOutSplit(share, Index(node["seed"]));
        (int[] kept, int[] held) = split.Of(pool.Scenarios);
        return new HeldOutEvidence(
            split,
            Read(node["training"], pool.Given(kept)) ?? throw node.Error("the training's evidence is missing"),
            Read(node["best"], pool.Given(held)) ?? throw node.Error("the evidence of the best allocation is missing"));
    }

    /// <summary>The recorded averages.</summary>
    /// <exception cref="RecordedResultException">They lack something, or have another shape.</exception>
    public static AverageUtility[] ReadAverages(RecordedNode node, RiskPool pool)
    {
        double[] values = ReadNumbers(node["values"]);
        double[] errors = ReadNumbers(node["errors"]);
        int[] guarantees = [.. node["guarantees"].Items().Select(item => item.OneOf(AverageUtility.GuaranteeNames, "a guarantee"))];
        return values.Length == pool.Members.Count && errors.Length == values.Length && guarantees.Length == values.Length
            ? [.. values.Select((value, i) => new AverageUtility(value, errors[i], (AverageGuarantee)guarantees[i]))]
            : throw node.Error($"expected {pool.Members.Count} averages, each with an error and a guarantee");
    }

    private static ResultMap Evidence(RiskPool pool, PoolEvidence? evidence)
    {
        switch (evidence)
        {
            case WaterFilling filling:
                var map = new ResultMap { ["form"] = Filling, ["levels"] = Numbers(filling.Levels) };
                if (filling.Caps.Any(double.IsFinite))
                {
                    map.Add("caps", ResultMap.Of(pool.Members.Select((member, i) => (member.Name, Cap: filling.Caps[i]))
                        .Where(pair => double.IsFinite(pair.Cap)).Select(pair => (pair.Name, (ResultNode)pair.Cap))));
                }

                return map;
            case Shares shares:
                return new ResultMap { ["form"] = FixedShares, ["shares"] = Numbers(shares.Parts) };
            case MixedShares shares:
                return new ResultMap
                {
                    ["form"] = Mixed,
                    ["shares"] = Numbers(shares.Parts),
                    ["tilts"] = new ResultList(shares.Tilts.Select(tilt => (ResultNode)Numbers([tilt.Below, tilt.Above, tilt.Weight]))),
                };
            case Choice choice:
                return new ResultMap { ["form"] = Chosen, ["index"] = (double)choice.Index };
            case WrittenDown written:
                return new ResultMap
                {
                    ["form"] = Written,
                    ["allocation"] = Rows(written.Allocation),
                    ["priors"] = new ResultList(written.Priors.Select(prior => (ResultNode)Numbers(prior))),
                    ["tilts"] = new ResultList(written.Tilts.Select(tilt => (ResultNode)Numbers(tilt))),
                };
            case UnboundedBets bets:
                return new ResultMap { ["form"] = Unbounded, ["bet"] = Rows(bets.Bet) };
            default:
                return [];
        }
    }

    /// <summary>The recorded evidence; null where none is recorded.</summary>
    /// <exception cref="RecordedResultException">It lacks something, or has another shape.</exception>
    public static PoolEvidence? Read(RecordedNode certificate, RiskPool pool)
    {
        if (certificate.Optional("form") is not { } form)
        {
            return null;
        }

        return s_forms[form.OneOf(s_forms, "a form of evidence")] switch
        {
            Filling => new WaterFilling(ReadNumbers(certificate["levels"]), ReadCaps(certificate.Optional("caps"), pool)),
            FixedShares => new Shares(ReadNumbers(certificate["shares"])),
            Mixed => new MixedShares(ReadNumbers(certificate["shares"]), [.. certificate["tilts"].Items().Select(ReadMixture)]),
            Chosen => new Choice(Index(certificate["index"])),
            Written => new WrittenDown(
                ReadRows(certificate["allocation"], pool),
                [.. certificate["priors"].Items().Select(ReadNumbers)],
                [.. certificate["tilts"].Items().Select(ReadNumbers)]),
            _ => new UnboundedBets(ReadRows(certificate["bet"], pool)),
        };
    }

    private static ResultList Numbers(IReadOnlyList<double> numbers) => new(numbers.Select(number => (ResultNode)number));

    private static ResultList Rows(Allocation allocation) => new(Enumerable.Range(0, allocation.Members).Select(i => (ResultNode)Numbers(allocation[i].ToArray())));

    private static double[] ReadNumbers(RecordedNode node) => [.. node.Items().Select(item => item.Number())];

    private static ShareMixture ReadMixture(RecordedNode node) => ReadNumbers(node) is [var below, var above, var weight]
        ? new ShareMixture(below, above, weight) : throw node.Error("a mixture is two shares and a weight");

    private static double[] ReadCaps(RecordedNode? node, RiskPool pool)
    {
        double[] caps = [.. pool.Members.Select(member => node?.Optional(member.Name)?.Number() ?? double.PositiveInfinity)];
        string[] names = [.. pool.Members.Select(member => member.Name)];
        foreach (var (name, cap) in node?.Entries() ?? [])
        {
            if (!names.Contains(name))
            {
                throw cap.Error($"no member is named '{name}'");
            }
        }

        return caps;
    }

    private static int Index(RecordedNode node) => node.Number() is var number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
        ? (int)number : throw node.Error("a position in a list is a whole number");

    private static Allocation ReadRows(RecordedNode node, RiskPool pool)
    {
        double[][] rows = [.. node.Items().Select(ReadNumbers)];
        if (rows.Length != pool.Members.Count || rows.Any(row => row.Length != pool.Scenarios))
        {
            throw node.Error($"expected {pool.Members.Count} rows of {pool.Scenarios} parts");
        }

        var allocation = new Allocation(pool.Members.Count, pool.Scenarios);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i].CopyTo(allocation[i]);
        }

        return allocation;
    }
}
