using Parley.Problems.Promises;

namespace Parley.Reports;

/// <summary>The audited promises as a table that every kind of problem shares.</summary>
internal static class PromiseSection
{
    /// <summary>One row for each promise: a tick or a cross, the method, and the tightest case.</summary>
    public static Section Of(IReadOnlyList<Promise> promises, string heading = "Promises") => new(
        heading,
        "",
        new Table([new(""), new("promise"), new("checked"), new("tightest case")], [.. promises.Select(Row)]));

    private static IReadOnlyList<Cell> Row(Promise promise) =>
    [
        promise.Holds ? new Cell("✓", Tone.Good) : new Cell("✗", promise.Claimed ? Tone.Bad : Tone.Plain),
        promise.Claimed ? promise.Name : $"{promise.Name} (not claimed)",
        promise.Method,
        new Cell(Tightest(promise), promise.Holds ? Tone.Quiet : Tone.Plain),
    ];

    private static string Tightest(Promise promise)
    {
        if (promise.Worst is not { } worst)
        {
            return promise.Holds ? "nothing can violate it" : $"fails by {Words.Number(-promise.Slack)}";
        }

        string where = worst.Coalition.Count > 0 ? $" in {Words.Coalition(worst.Coalition)}" : "";
        string who = worst.Party.Length == 0 ? "" : worst.True.Length == 0 ? $"{worst.Party}" : $"{worst.Party} ({worst.True})";
        if (worst.Reported.Length > 0)
        {
            string verb = worst.Amount.Sign < 0 ? "gains" : "loses";
            return $"{who} {verb} {Words.Number(worst.Amount.Abs())} by reporting {worst.Reported}{where}";
        }

        string slack = worst.Amount.Sign < 0 ? $"fails by {Words.Number(-worst.Amount)}" : $"slack {Words.Number(worst.Amount)}";
        return who.Length > 0 ? $"{who}: {slack}{where}" : slack + where;
    }
}
