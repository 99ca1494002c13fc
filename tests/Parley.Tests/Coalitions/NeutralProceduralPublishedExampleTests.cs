using Parley.Certificates.Coalitions;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>Numbers printed in Salamanca, "Cooperative bargaining under asymmetric information", all exact.</summary>
public sealed class NeutralProceduralPublishedExampleTests
{
    /// <summary>Section 2, (2.1) and Theorem 2's example: payoffs of buyer weak, buyer strong, seller, broker.</summary>
    [Theory]
    [InlineData("buyer seller", "45 15 36")]
    [InlineData("buyer broker", "0 0 0")]
    [InlineData("seller broker", "0 0")]
    [InlineData("buyer seller broker", "45 15 38 1")]
    public void Broker_of_section_2(string coalition, string expected)
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example("broker").Game());

        Assert.Equal(Games.Rs(expected), outcome.ValueOf(coalition.Split(' ')));
    }

    /// <summary>Section 2: "the buyer's strong solution ..., the seller ..., the broker proposes (45, 15, 36, 3)".</summary>
    [Theory]
    [InlineData("buyer seller broker", 0, "90 30 0 0")]
    [InlineData("buyer seller broker", 1, "0 0 78 0")]
    [InlineData("buyer seller broker", 2, "45 15 36 3")]
    [InlineData("buyer seller", 0, "90 30 0")]
    [InlineData("buyer seller", 1, "0 0 72")]
    public void Dictators_of_section_2(string coalition, int member, string expected) =>
        AssertDictator(Games.Example("broker").Game(), coalition, member, expected);

    [Theory]
    [InlineData("0, 30, 90")]
    [InlineData("0, 90")]
    public void The_brokers_share_is_1_at_the_prices(string prices) =>
        Assert.Equal(Games.Rs("45 15 38 1"), Games.Solve(Broker(prices)).Value());

    [Fact]
    public void The_brokers_share_is_not_1_at_the_prices_0_and_30_only()
    {
        CoalitionOutcome outcome = Games.Solve(Broker("0, 30"));

        Assert.NotEqual(Games.Rs("45 15 36"), outcome.Find(outcome.Game.CoalitionOf("buyer", "seller"))?.Value.Flat());
        Assert.NotEqual(Games.Rs("45 15 38 1"), outcome.Find(outcome.Game.Everyone)?.Value.Flat());
    }

    /// <summary>Section 1, the used good: payoffs of seller high, seller low, buyer.</summary>
    [Fact]
    public void Used_good_of_section_1()
    {
        CoalitionGame game = Games.Example("used-good").Game();

        Assert.Equal(Games.Rs("5/4 5/2 3/2"), Games.Solve(game).Value());
        AssertDictator(game, "seller buyer", 0, "5/2 5 0");
        AssertDictator(game, "seller buyer", 1, "0 0 3");
    }

    /// <summary>Section 6, (6.2) and what precedes it: payoffs of one, two, three weak, three strong.</summary>
    [Theory]
    [InlineData("one two", "5 5")]
    [InlineData("one three", "9/2 5 5/2")]
    [InlineData("two three", "9/2 5 5/2")]
    [InlineData("one two three", "10/3 10/3 10/3 5/3")]
    public void Work_project_of_section_6(string coalition, string expected)
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example("work-project").Game());

        Assert.Equal(Games.Rs(expected), outcome.ValueOf(coalition.Split(' ')));
    }

    /// <summary>Section 6: the vectors with the missing player's payoff in bold are the dictators' strong solutions.</summary>
    [Theory]
    [InlineData("one two three", 0, "1/2 9/2 5 5/2")]
    [InlineData("one two three", 1, "9/2 1/2 5 5/2")]
    [InlineData("one two three", 2, "5 5 0 0")]
    [InlineData("one three", 0, "9 0 0")]
    [InlineData("one three", 1, "0 10 5")]
    public void Dictators_of_section_6(string coalition, int member, string expected) =>
        AssertDictator(Games.Example("work-project").Game(), coalition, member, expected);

    /// <summary>Section 6, (6.1): no incentive compatible mechanism gives more; errata: it is an inequality.</summary>
    [Fact]
    public void Work_project_satisfies_6_1()
    {
        Rational[] value = Games.Solve(Games.Example("work-project").Game()).Value();

        Assert.Equal(10, value[0] + value[1] + (Games.R("9/10") * value[2]) + (Games.R("1/5") * value[3]));
    }

    /// <summary>Table 6.2: the paper's own mechanism gives the payoffs (6.2) and is incentive compatible.</summary>
    [Fact]
    public void Table_6_2_is_incentive_compatible_with_the_same_payoffs()
    {
        CoalitionGame game = Games.Example("work-project").Game();
        const string lottery = "2/3 shared by one and two & nothing; 1/6 one pays for three & nothing; 1/6 nothing & two pays for three";
        Mechanism table = Games.Mechanism(game.Restrict(game.Everyone), lottery, lottery);

        Assert.True(IncentiveCompatibility.Check(table).Holds);
        Assert.Equal(Games.Rs("10/3 10/3 10/3 5/3"), table.Payoffs().Flat());
    }

    /// <summary>Table 6.3 with the probability alpha: errata say 1/6 per coalition is the neutral solution and the largest that is incentive compatible.</summary>
    [Theory]
    [InlineData("1/12", true, "41/12 41/12 10/3 5/6")]
    [InlineData("1/6", true, "10/3 10/3 10/3 5/3")]
    [InlineData("1/5", false, null)]
    public void Table_6_3_is_incentive_compatible_up_to_one_sixth(string alpha, bool honest, string? payoffs)
    {
        CoalitionGame game = Games.Example("work-project").Game();
        Rational a = Games.R(alpha);
        Rational half = new(1, 6);
        Mechanism table = Games.Mechanism(
            game.Restrict(game.Everyone),
            $"1/3 shared by one and two & nothing; {half} one pays for three & nothing; {half} three pays for one & nothing; {half} nothing & two pays for three; {half} nothing & three pays for two",
            $"{1 - (2 * a)} shared by one and two & nothing; {a} one pays for three & nothing; {a} nothing & two pays for three");

        Assert.Equal(honest, IncentiveCompatibility.Check(table).Holds);
        if (payoffs is not null)
        {
            Assert.Equal(Games.Rs(payoffs), table.Payoffs().Flat());
        }
    }

    /// <summary>Section 1 with complete information: half of the gain each.</summary>
    [Fact]
    public void Two_person_trade_of_section_1()
    {
        CoalitionGame game = Games.Example("two-person-trade").Game();

        Assert.Equal(Games.Rs("5 5"), Games.Solve(game).Value());
        AssertDictator(game, "seller buyer", 0, "10 0");
        AssertDictator(game, "seller buyer", 1, "0 10");
    }

    [Theory]
    [InlineData("broker", "45 15 38 1")]
    [InlineData("work-project", "10/3 10/3 10/3 5/3")]
    [InlineData("used-good", "5/4 5/2 3/2")]
    [InlineData("two-person-trade", "5 5")]
    public void Random_dictatorship_is_efficient_in_the_papers_examples(string example, string expected)
    {
        CoalitionOutcome outcome = Games.Solve(Games.Example(example).Game(), CoalitionConcept.RandomDictatorship);

        Assert.Equal(Games.Rs(expected), outcome.Value());
        Assert.All(outcome.Threats, threat => Assert.Equal(Rational.Zero, IncentiveEfficiency.Check(threat).Slack));
    }

    /// <summary>The model of the design page, built in code and not read: the broker verifies a type and gives all to one.</summary>
    private static CoalitionGame Broker(string prices)
    {
        Player[] players =
        [
            new("buyer", new PlayerType("weak", Games.R("4/5")), new PlayerType("strong", Games.R("1/5"))),
            new("seller"),
            new("broker"),
        ];
        Rational[] values = [90, 30];
        var two = Coalition.OfFirst(2);
        var three = Coalition.OfFirst(3);
        return new CoalitionGame("", players,
        [
            .. prices.Split(", ").Select(Games.R).Select(price => RandomGames.Option(
                players, two, $"trade at {price}", (types, member) => member == 0 ? values[types[0]] - price : price)),
            .. from verified in Enumerable.Range(0, 2)
               from winner in Enumerable.Range(0, 3)
               select RandomGames.Option(players, three, $"verify {verified} for {winner}", (types, member) =>
                   types[0] == verified && member == winner ? values[verified] : Rational.Zero),
        ]);
    }

    private static void AssertDictator(CoalitionGame game, string coalition, int member, string expected)
    {
        Threat threat = Games.Solve(game).Find(game.CoalitionOf(coalition.Split(' ')))!;

        Dictatorship dictatorship = Assert.Single(threat.Dictatorships, demand => demand.Member == member);
        Assert.Equal(Games.Rs(expected), dictatorship.Mechanism.Payoffs().Flat());
    }
}
