using System.Collections.Concurrent;
using Parley.Campaign;

namespace Parley.Tests.Coalitions;

/// <summary>
/// A few hundred random games: every answer is accepted by the audit or reported as not found. The bench project's
/// <c>campaign</c> runs ten thousand.
/// </summary>
public sealed class RandomGameCampaignTests(ITestOutputHelper output)
{
    private const int Games = 300;

    [Fact]
    public void Random_games_are_answered_and_no_answer_is_wrong()
    {
        ConcurrentBag<CampaignTrial> trials = [];
        Parallel.For(0, Games, seed => trials.Add(CampaignTrial.Run(seed, TimeSpan.FromSeconds(60))));
        string summary = CampaignSummary.Of([.. trials]);
        output.WriteLine(summary);

        Assert.True(trials.All(trial => trial.Result != TrialResult.Wrong), summary);
        Assert.True(trials.Count(trial => trial.Result is TrialResult.Exact or TrialResult.AlongEpsilon) >= 0.99 * Games, summary);
    }

    [Fact]
    public void A_seed_is_always_the_same_game()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var (first, again) = (CampaignGames.Of(seed), CampaignGames.Of(seed));
            Assert.Equal(
                first.Everyone.Subcoalitions().SelectMany(first.OptionsOf).SelectMany(option => option.Payoffs.SelectMany(row => row)),
                again.Everyone.Subcoalitions().SelectMany(again.OptionsOf).SelectMany(option => option.Payoffs.SelectMany(row => row)));
        }
    }
}
