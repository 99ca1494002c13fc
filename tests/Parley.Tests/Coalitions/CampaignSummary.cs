using System.Globalization;
using System.Text;

namespace Parley.Campaign;

/// <summary>The rates of a campaign, in words.</summary>
internal static class CampaignSummary
{
    /// <summary>A few lines: rates, by family, by label, times, and the seeds to look at.</summary>
    public static string Of(IReadOnlyList<CampaignTrial> trials)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{trials.Count} games: {Rates(trials)}");
        foreach (IGrouping<GameFamily, CampaignTrial> family in trials.GroupBy(trial => CampaignGames.FamilyOf(trial.Seed)).OrderBy(family => family.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {family.Key,-20} {Rates([.. family])}");
        }

        text.AppendLine("threats of coalitions of two and more (~: along epsilon)");
        foreach (var label in trials.SelectMany(trial => trial.Labels).CountBy(label => label).OrderByDescending(label => label.Value))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {label.Key,-20} {label.Value}");
        }

        if (trials.Count > 0)
        {
            TimeSpan[] times = [.. trials.Select(trial => trial.Time).Order()];
            CampaignTrial slowest = trials.MaxBy(trial => trial.Time)!;
            text.AppendLine(CultureInfo.InvariantCulture, $"time per game: median {times[times.Length / 2].TotalMilliseconds:f1} ms, 99 % within {times[times.Length * 99 / 100].TotalMilliseconds:f0} ms, longest {slowest.Time.TotalMilliseconds:f0} ms (seed {slowest.Seed})");
        }

        foreach (CampaignTrial trial in trials.Where(trial => trial.Result >= TrialResult.NotFound).OrderByDescending(trial => trial.Result).ThenBy(trial => trial.Seed))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{trial.Result}: seed {trial.Seed} ({CampaignGames.FamilyOf(trial.Seed)}, {trial.Time.TotalMilliseconds:f0} ms): {trial.Detail}");
        }

        return text.ToString();
    }

    private static string Rates(IReadOnlyCollection<CampaignTrial> trials) => string.Join(", ", Enum.GetValues<TrialResult>().Select(result =>
    {
        int count = trials.Count(trial => trial.Result == result);
        return string.Create(CultureInfo.InvariantCulture, $"{count} {Words(result)} ({100.0 * count / Math.Max(trials.Count, 1):f2} %)");
    }));

    private static string Words(TrialResult result) => result switch
    {
        TrialResult.Exact => "exact",
        TrialResult.AlongEpsilon => "along epsilon",
        TrialResult.NotFound => "not found",
        _ => "wrong",
    };
}
