using Parley.Files;
using Parley.Files.Documents;
using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;
using Parley.Tests.Coalitions;

namespace Parley.Tests.Files;

/// <summary>Coalition problems as people write them, well and badly: every refusal has its place and its mend.</summary>
public sealed class CoalitionReaderTests
{
    /// <summary>What stands before each body below: so its first line is line 3.</summary>
    private const string Head = "parley: 1\nkind: coalition\n";

    private const string Two = "players: { a: { types: { low: 1/2, high: 1/2 } }, b: {} }\n";

    [Theory]
    // Players.
    [InlineData("decisions: []", 1, 1, "the key 'players' is missing", "Add players:")]
    [InlineData("player: [a]\ndecisions: []", 3, 1, "unknown key 'player'", "Did you mean 'players'?")]
    [InlineData("players: []\ndecisions: []", 3, 10, "a game has 1 to 16 players, not 0", null)]
    [InlineData("players: {}\ndecisions: []", 3, 10, "a game has 1 to 16 players, not 0", null)]
    [InlineData("players: a\ndecisions: []", 3, 10, "expected a map of keys, found 'a'", "Write key: value lines under it, or { key: value }; an empty one is {}")]
    [InlineData("players: [a, b, a]\ndecisions: []", 3, 17, "the player 'a' is listed twice", "Give each player a different name")]
    [InlineData("players: { a: {}, a: {} }\ndecisions: []", 3, 19, "the key 'a' stands twice", null)]
    [InlineData("players: [\"a, b\"]\ndecisions: []", 3, 11, "the player name 'a, b' contains a comma", "Choose a name without commas")]
    [InlineData("players: [\"\"]\ndecisions: []", 3, 11, "a name is empty", "Write a short name on one line")]
    [InlineData("players: { a: 3 }\ndecisions: []", 3, 15, "expected a map of keys, found '3'", "Write key: value lines")]
    [InlineData("players: { a: { type: { low: 1/2, high: 1/2 } } }\ndecisions: []", 3, 17, "unknown key 'type'", "Did you mean 'types'?")]
    [InlineData("players: { a: { value: much } }\ndecisions: []", 3, 24, "expected a number, found 'much'", "Write a number such as 3")]
    [InlineData("players: { a: { value: 1,5 } }\ndecisions: []", 3, 28, "expected a number, found nothing", null)]
    [InlineData("players: { a: { value: \"1,5\" } }\ndecisions: []", 3, 24, "'1,5' has a decimal comma", "Write 1.5 with a point")]
    [InlineData("players: { a: { value: 50% } }\ndecisions: []", 3, 24, "'50%' is a percentage", "Write 1/2 instead")]
    [InlineData("players: { a: { value: 1/0 } }\ndecisions: []", 3, 24, "'1/0' divides by zero", "denominator other than 0")]
    // Types and probabilities.
    [InlineData("players: { a: { types: {} } }\ndecisions: []", 3, 24, "a has an empty list of types", "List at least one type, or remove the key")]
    [InlineData("players: { a: { types: [low, high] } }\ndecisions: []", 3, 24, "expected a map of keys, found a list of 2", "Write key: value lines")]
    [InlineData("players: { a: { types: { low: 1/2, high: 1/3 } } }\ndecisions: []", 3, 24, "the probabilities of a's types sum to 5/6, not 1", "fractions such as 1/3 are exact")]
    [InlineData("players: { a: { types: { low: 0.33, high: 0.66 } } }\ndecisions: []", 3, 24, "sum to 0.99, not 1", "Make them sum to exactly 1")]
    [InlineData("players: { a: { types: { low: 0, high: 1 } } }\ndecisions: []", 3, 31, "the probability 0 is not in (0, 1]", "Remove a type that cannot occur")]
    [InlineData("players: { a: { types: { low: -1/2, high: 3/2 } } }\ndecisions: []", 3, 31, "the probability -0.5 is not in (0, 1]", "Give a number above 0 and at most 1")]
    [InlineData("players: { a: { types: { low: 3/2 } } }\ndecisions: []", 3, 31, "the probability 1.5 is not in (0, 1]", "Give a number above 0 and at most 1")]
    [InlineData("players: { a: { types: { low: { value: 3 } } } }\ndecisions: []", 3, 31, "the key 'probability' is missing", "Add probability:")]
    [InlineData("players: { a: { types: { low: { probabilty: 1 } } } }\ndecisions: []", 3, 33, "the key 'probability' is missing", "Did you mean 'probability' where 'probabilty' stands?")]
    [InlineData("players: { a: { types: { \"l, o\": 1 } } }\ndecisions: []", 3, 26, "the type name 'l, o' contains a comma", "Choose a name without commas")]
    [InlineData("players: { a: { types: { low: often } } }\ndecisions: []", 3, 31, "expected a number, found 'often'", "Write a number such as 3")]
    // The list of decisions.
    [InlineData("players: [a]", 1, 1, "nothing says what coalitions can do", "Add decisions:")]
    [InlineData("players: [a]\ndecisions: { trade: 1 }", 4, 12, "expected a list, found a map of trade", "one line per element starting with a dash")]
    [InlineData("players: [a]\ndecisions:\n  - trade", 5, 5, "expected a map of keys, found 'trade'", "Write key: value lines")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoff: {} }", 5, 30, "unknown key 'payoff'", "Did you mean 'payoffs'?")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, payoffs: {} }", 5, 5, "the key 'name' is missing", "Add name:")]
    [InlineData("players: [a]\ndecisions:\n  - { name: x, payoffs: {} }", 5, 5, "the key 'coalition' is missing", "Add coalition:")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x }", 5, 5, "the key 'payoffs' is missing", "Add payoffs:")]
    [InlineData("players: [ann, ben]\ndecisions:\n  - { coalition: [ann, bne], name: x, payoffs: {} }", 5, 18, "'bne' is not a player", "Did you mean 'ben'?")]
    [InlineData("players: [ann, ben]\ndecisions:\n  - { coalition: [zoe], name: x, payoffs: {} }", 5, 18, "'zoe' is not a player", "The players are ann, ben")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: [], name: x, payoffs: {} }", 5, 18, "a coalition needs at least one player", "Name its players: [a, b]")]
    [InlineData("players: [a, b]\ndecisions:\n  - { coalition: [a, a], name: x, payoffs: {} }", 5, 18, "'a' stands twice in this coalition", "Name each player once")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: {} }\n  - { coalition: a, name: x, payoffs: {} }", 6, 27, "this coalition has two decisions named 'x'", "Give each decision of a coalition its own name")]
    [InlineData("players: [a, b]\ndecisions:\n  - { coalition: a, name: x, payoffs: { b: 1 } }", 5, 41, "'b' is not in this decision's coalition", "The only one is 'a'")]
    [InlineData("players: [ann, ben]\ndecisions:\n  - { coalition: [ann, ben], name: x, payoffs: { bem: 1 } }", 5, 50, "'bem' is not a player", "Did you mean 'ben'?")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: 3 }", 5, 39, "expected a map of keys, found '3'", "Write key: value lines")]
    // Ranges.
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: 3, payoffs: {} }", 5, 35, "expected a map of keys, found '3'", "Write key: value lines")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { a: [1] }, payoffs: {} }", 5, 37, "'a' is a player's name", "Choose another name for the variable")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { the price: [1] }, payoffs: {} }", 5, 37, "'the price' cannot be a variable", "Use a word of letters, digits and underscores")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: [] }, payoffs: {} }", 5, 40, "an empty list of values", "List at least one value")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: [1, 2/2] }, payoffs: {} }", 5, 40, "a value stands twice", "List each value once")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: [1, two] }, payoffs: {} }", 5, 44, "expected a number, found 'two'", "Write a number such as 3")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: { from: 0, till: 9 } }, payoffs: {} }", 5, 51, "unknown key 'till'", "The keys allowed here are from, to, step")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: { from: 0 } }, payoffs: {} }", 5, 40, "the key 'to' is missing", "Add to:")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: { from: 1, to: 0 } }, payoffs: {} }", 5, 40, "the range never gets from its start to its end", "Give from <= to and a step above 0")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: { from: 0, to: 1, step: 0 } }, payoffs: {} }", 5, 40, "the range never gets from its start to its end", "step above 0")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: { from: 0, to: 1e9 } }, payoffs: {} }", 5, 40, "the range has more than 10000 values", "Use a larger step")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, for: { p: { from: 1, to: 101 }, q: { from: 1, to: 100 } }, payoffs: {} }", 5, 65, "'for' makes more than 10000 decisions here", "Use fewer or coarser values")]
    // Payoffs: expressions.
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: { a: 2 + } }", 5, 47, "after '+' but found the end", "add a value after '+'")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: { a: \"2 + * 3\" } }", 5, 49, "after '+' but found '*'", null)]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: { a: sqrt(2) } }", 5, 44, "sqrt", "Payoffs of coalition problems must be exact fractions")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: { a: 1 + exp(1) } }", 5, 48, "exp", "Payoffs of coalition problems must be exact fractions")]
    [InlineData("players: { buyer: { value: 3 } }\ndecisions:\n  - { coalition: buyer, name: x, payoffs: { buyer: 1 + buyer.valeu } }", 5, 56, "buyer has no attribute 'valeu'", "Did you mean 'value'?")]
    [InlineData("players: { buyer: { value: 3 } }\ndecisions:\n  - { coalition: buyer, name: x, payoffs: { buyer: byuer.value } }", 5, 52, "unknown name 'byuer.value'", "Did you mean 'buyer.value'?")]
    [InlineData("players: { buyer: { value: 3 } }\ndecisions:\n  - { coalition: buyer, name: x, for: { price: [1] }, payoffs: { buyer: 2 * prise } }", 5, 77, "unknown name 'prise'", "Did you mean 'price'?")]
    [InlineData("players: { buyer: { value: 3 } }\ndecisions:\n  - { coalition: buyer, name: x, payoffs: { buyer: value } }", 5, 52, "unknown name 'value'", "The only one is 'buyer.value'")]
    [InlineData(Two + "decisions:\n  - { coalition: [a, b], name: x, payoffs: { a: [1] } }", 5, 49, "expected a text, found a list of 1", "Write a text here")]
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: { a: max(1, 2) } }", 5, 51, "'2)' is not a player", "Put an expression that holds a comma in quotes")]
    // Payoffs: tables.
    [InlineData("players: [a]\ndecisions:\n  - { coalition: a, name: x, payoffs: { a: { low: 1 } } }", 5, 44, "a table by type, but no player of this coalition has types", "Give one number or expression")]
    [InlineData(Two + "decisions:\n  - { coalition: [a, b], name: x, payoffs: { b: { low: 1 } } }", 5, 49, "the profile 'high' has no payoff", "Add \"high\": 0 if it is worth nothing")]
    [InlineData(Two + "decisions:\n  - { coalition: [a, b], name: x, payoffs: { b: { low: 1, hihg: 2 } } }", 5, 59, "'hihg' is not a profile of this coalition's types", "Did you mean 'high'?")]
    [InlineData(Two + "decisions:\n  - { coalition: [a, b], name: x, payoffs: { b: { \"low, b\": 1, high: 2 } } }", 5, 51, "'low, b' is not a profile of this coalition's types", "The profiles are low, high")]
    [InlineData(Two + "decisions:\n  - { coalition: [a, b], name: x, payoffs: { b: { low: 1, \" low\": 1, high: 2 } } }", 5, 59, "the profile 'low' stands twice", "Keep one of the two")]
    // Worths.
    [InlineData("players: [a, b]\nworths: { \"a, b\": 1 }\ndecisions: []", 4, 9, "a game is given by decisions or by worths, not both", "Remove one of the two")]
    [InlineData(Two + "worths: { \"a, b\": 1 }", 3, 10, "a has types, but worths describe a game in which nobody has private information", "Remove the types, or state the game by decisions")]
    [InlineData("players: [ann, ben]\nworths: { \"ann, bem\": 1 }", 4, 11, "'bem' is not a player", "Did you mean 'ben'?")]
    [InlineData("players: [a, b]\nworths: { \"a, \": 1 }", 4, 11, "an empty name stands where a player belongs", "Name at least one player of each coalition")]
    [InlineData("players: [a, b]\nworths: { \"\": 1 }", 4, 11, "an empty name stands where a player belongs", "Name at least one player of each coalition")]
    [InlineData("players: [a, b]\nworths: { \"a, a\": 1 }", 4, 11, "'a' stands twice in this coalition", "Name each player once")]
    [InlineData("players: [a, b]\nworths: { \"a, b\": 1, \"b,a\": 2 }", 4, 22, "the worth of this coalition is given twice", "Keep one of the two")]
    [InlineData("players: [a, b]\nworths: { \"a, b\": lots }", 4, 19, "expected a number, found 'lots'", "Write a number such as 3")]
    [InlineData("players: [a, b]\nworths: [1, 2]", 4, 9, "expected a map of keys, found a list of 2", "Write key: value lines")]
    public void Mistakes_are_refused_with_their_place_and_mend(string body, int line, int column, string message, string? mend)
    {
        Diagnostic diagnostic = Refused(Head + body);

        Assert.Contains(message, diagnostic.Message);
        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
        if (mend is not null)
        {
            Assert.Contains(mend, diagnostic.Mend);
        }

        Assert.StartsWith($"problem.yaml:{line}:{column}: ", diagnostic.ToString());
    }

    [Theory]
    [InlineData("players: [a]\nkind: coalition", 1, 1, "the key 'parley' is missing", "Add parley:")]
    [InlineData("parley: 2\nkind: coalition", 1, 9, "expected the format version 1, found '2'", "Write parley: 1")]
    [InlineData("parley: 1", 1, 1, "the key 'kind' is missing", "Add kind:")]
    [InlineData("parley: 1\nkind: colaition", 2, 7, "unknown kind 'colaition'", "Did you mean 'coalition'?")]
    [InlineData("- parley", 1, 1, "expected a map of keys, found a list of 1", "Write key: value lines")]
    public void The_keys_of_every_problem_are_checked_first(string text, int line, int column, string message, string mend)
    {
        Diagnostic diagnostic = Refused(text);

        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
        Assert.Contains(message, diagnostic.Message);
        Assert.Contains(mend, diagnostic.Mend);
    }

    [Theory]
    [InlineData("b: 1 / (a.value - 3)", 5, 51, "low")]
    [InlineData("b: { low: 1 / a.zero, high: 1 }", 5, 58, "low")]
    [InlineData("b: { low: 1, high: 1 / (a.value - 7) }", 5, 67, "high")]
    public void A_division_by_zero_names_the_state_in_which_it_happens(string payoff, int line, int column, string state)
    {
        Diagnostic diagnostic = Refused($$"""
            parley: 1
            kind: coalition
            players: { a: { zero: 0, types: { low: { probability: 1/2, value: 3 }, high: { probability: 1/2, value: 7 } } }, b: {} }
            decisions:
              - { coalition: [a, b], name: x, payoffs: { {{payoff}} } }
            """);

        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
        Assert.EndsWith($" for {state}", diagnostic.Message);
        Assert.Contains("zero", diagnostic.Message);
    }

    [Theory]
    [InlineData(6, 20)]
    [InlineData(16, 10)]
    public void A_coalition_with_too_many_profiles_is_refused_before_they_are_written_down(int members, int types)
    {
        string[] names = [.. Enumerable.Range(1, members).Select(player => $"p{player}")];
        string each = string.Join(", ", Enumerable.Range(1, types).Select(type => $"t{type}: 1/{types}"));
        string players = string.Join("\n", names.Select(name => $"  {name}: {{ types: {{ {each} }} }}"));
        string text = $"{Head}players:\n{players}\ndecisions:\n  - {{ coalition: [{string.Join(", ", names)}], name: x, payoffs: {{ p1: 1 }} }}\n";

        var refused = Assert.Throws<ProblemFileException>(() => ProblemReader.Read(ProblemSource.FromText(text, "many.yaml")));

        Assert.Contains("more than 200000 profiles", refused.Message);
    }

    [Fact]
    public void An_outsiders_type_cannot_matter()
    {
        Diagnostic diagnostic = Refused(Head + """
            players: { a: { types: { low: { probability: 1/2, value: 3 }, high: { probability: 1/2, value: 7 } } }, b: {}, c: {} }
            decisions:
              - { coalition: [b, c], name: x, payoffs: { b: 2 * a.value } }
            """);

        Assert.Equal((5, 53), (diagnostic.Line, diagnostic.Column));
        Assert.Equal("'a.value' depends on the type of a player outside this coalition", diagnostic.Message);
        Assert.Equal("A coalition's payoffs depend on its own members' types only", diagnostic.Mend);
    }

    [Fact]
    public void A_type_without_the_attribute_is_named()
    {
        Diagnostic diagnostic = Refused(Head + """
            players: { a: { types: { low: { probability: 1/2, value: 3 }, high: 1/2 } } }
            decisions:
              - { coalition: a, name: x, payoffs: { a: a.value } }
            """);

        Assert.Equal("type high of a has no attribute 'value'", diagnostic.Message);
    }

    [Theory]
    [InlineData("""{"parley": 1, "kind": "coalition", "players": ["a"], "decisions": [{"coalition": ["b"], "name": "x", "payoffs": {}}]}""", 1, 82, "'b' is not a player")]
    [InlineData("""{"parley": 1, "kind": "coalition", "players": {"a": {"types": {"low": "1/2", "high": 0.4}}}, "decisions": []}""", 1, 63, "sum to 0.9, not 1")]
    [InlineData("""{"parley": 1, "kind": "coalition", "players": ["a"], "worths": {"b": 1}}""", 1, 65, "'b' is not a player")]
    [InlineData("""{"parley": 1, "kind": "coalition", "players": ["a"], "decisions": [{"coalition": "a", "name": "x", "payoffs": {"a": "1 +"}}]}""", 1, 121, "after '+' but found the end")]
    public void Json_is_refused_at_the_same_places(string json, int line, int column, string message)
    {
        Diagnostic diagnostic = Assert.Single(Assert.Throws<ProblemFileException>(
            () => ProblemReader.Read(ProblemSource.FromText(json, "problem.json"))).Diagnostics);

        Assert.Contains(message, diagnostic.Message);
        Assert.Equal((line, column), (diagnostic.Line, diagnostic.Column));
    }

    [Fact]
    public void Seventeen_players_are_too_many()
    {
        string players = string.Join(", ", Enumerable.Range(1, 17).Select(k => $"p{k}"));

        Assert.Contains("a game has 1 to 16 players, not 17", Refused(Head + $"players: [{players}]\ndecisions: []").Message);
        Assert.Contains("a game has 1 to 16 players, not 17", Refused(Head + $"players: [{players}]\nworths: {{}}").Message);
    }

    [Fact]
    public void Ranges_make_one_decision_for_each_value_their_end_included()
    {
        CoalitionGame game = Games.GameOf("""
            players: [a]
            decisions:
              - { coalition: a, name: x, for: { p: { from: 0, to: 1, step: 1/3 } }, payoffs: { a: p } }
              - { coalition: a, name: y, for: { p: { from: 0, to: 10, step: 4 } }, payoffs: { a: p } }
              - { coalition: a, name: z, for: { p: { from: 5, to: 7 } }, payoffs: { a: p } }
              - { coalition: a, name: w, for: { p: -2.5 }, payoffs: { a: p } }
            """);

        Assert.Equal(
            [
                "x (p=0): 0", "x (p=1/3): 1/3", "x (p=2/3): 2/3", "x (p=1): 1", "y (p=0): 0", "y (p=4): 4", "y (p=8): 8",
                "z (p=5): 5", "z (p=6): 6", "z (p=7): 7", "w (p=-2.5): -5/2",
            ],
            game.OptionsOf(new Coalition(1)).Select(option => $"{option.Name}: {option.Payoffs[0][0]}"));
    }

    [Fact]
    public void Several_variables_make_all_combinations_the_last_running_fastest()
    {
        CoalitionGame game = Games.GameOf("""
            players: [a, b]
            decisions:
              - { coalition: [a, b], name: x, for: { p: [1, 2], q: [10, 20] }, payoffs: { a: p + q, b: p * q } }
            """);

        Assert.Equal(
            ["x (p=1, q=10): 11 10", "x (p=1, q=20): 21 20", "x (p=2, q=10): 12 20", "x (p=2, q=20): 22 40"],
            game.OptionsOf(Coalition.OfFirst(2)).Select(option => $"{option.Name}: {string.Join(' ', option.Payoffs[0])}"));
    }

    [Fact]
    public void Tables_by_profile_name_the_types_in_the_players_order()
    {
        CoalitionGame game = Games.GameOf("""
            players: { a: { types: { low: 1/2, high: 1/2 } }, b: {}, c: { types: { x: 1/3, y: 2/3 }, bonus: 100 } }
            decisions:
              - { coalition: [c, a, b], name: join, payoffs: { a: { "low, x": 1, "low,y": 2, "high, x": 3, "high,  y": c.bonus }, b: 7 } }
            """);

        DecisionOption join = Assert.Single(game.OptionsOf(game.Everyone));
        Assert.Equal(["1 7 0", "2 7 0", "3 7 0", "100 7 0"], join.Payoffs.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void Expressions_use_attributes_of_players_of_their_types_and_of_other_members()
    {
        CoalitionGame game = Games.GameOf("""
            players:
              a: { cost: 2, types: { low: { probability: 1/4, value: 3 }, high: { probability: 3/4, value: 5, cost: 1 } } }
              b: { share: 1/2 }
              c: { tax: 1/10 }
            decisions:
              - { coalition: [a, b], name: x, payoffs: { a: (a.value - a.cost) * b.share, b: "max(a.value, 4) ^ 2 - c.tax" } }
            """);

        DecisionOption x = Assert.Single(game.OptionsOf(Coalition.OfFirst(2)));
        Assert.Equal(["1/2 159/10", "2 249/10"], x.Payoffs.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void Players_may_be_a_list_a_map_or_a_map_of_nothing()
    {
        string[] bodies =
        [
            "players: [a, b]\ndecisions: []",
            "players: { a: {}, b: {} }\ndecisions: []",
            "players:\n  a:\n  b:\ndecisions: []",
        ];
        foreach (string body in bodies)
        {
            CoalitionGame game = Games.GameOf(body);
            Assert.Equal(["a", "b"], game.Players.Select(player => player.Name));
            Assert.All(game.Players, player => Assert.False(player.HasTypes));
        }
    }

    [Fact]
    public void Types_may_be_short_for_their_probabilities()
    {
        CoalitionGame game = Games.GameOf("""
            players: { a: { types: { weak: 4/5, strong: { probability: 0.2 } } }, b: { types: { only: 1 } } }
            decisions: []
            """);

        Assert.Equal([("weak", Games.R("4/5")), ("strong", Games.R("1/5"))], game.Players[0].Types.Select(type => (type.Name, type.Probability)));
        Assert.True(game.Players[1].HasTypes);
        Assert.True(Assert.Single(game.Players[1].Types).Probability == Rational.One);
    }

    [Fact]
    public void A_player_alone_does_nothing_unless_decisions_are_listed()
    {
        CoalitionGame game = Games.GameOf("""
            players: [a, b]
            decisions:
              - { coalition: a, name: work, payoffs: { a: -1 } }
            """);

        Assert.Equal(["work"], game.OptionsOf(new Coalition(1)).Select(option => option.Name));
        Assert.Equal(["nothing"], game.OptionsOf(new Coalition(2)).Select(option => option.Name));
        Assert.Equal(-1, game.BestAlone(0, 0));
    }

    [Fact]
    public void Worths_name_coalitions_in_any_order_with_any_spaces()
    {
        WorthGame game = Games.Read(Head + "title: Three\nplayers: [a, b, c]\nworths: { c: 1/2, \"b ,a\": 3, \" c,b, a \": 1e1 }").Worths();

        Assert.Equal("Three", game.Title);
        Assert.Equal(["0", "0", "3", "1/2", "1/2", "1/2", "10"], Enumerable.Range(1, 7).Select(bits => game.Worth(new Coalition((uint)bits)).ToString()));
    }

    [Fact]
    public void Json_says_the_same_as_yaml()
    {
        CoalitionGame game = ProblemReader.Read(ProblemSource.FromText("""
            {
              "parley": 1, "kind": "coalition", "title": "Trade",
              "players": { "a": { "types": { "low": "1/2", "high": { "probability": 0.5, "value": 7 } } }, "b": {} },
              "decisions": [ { "coalition": ["a", "b"], "name": "trade", "for": { "p": { "from": 0, "to": 1 } },
                               "payoffs": { "a": { "low": "p", "high": "a.value - p" }, "b": 0.25 } } ]
            }
            """, "trade.json")).Game();

        Assert.Equal(["0 1/4", "7 1/4", "1 1/4", "6 1/4"], game.OptionsOf(Coalition.OfFirst(2)).SelectMany(option => option.Payoffs).Select(row => string.Join(' ', row)));
    }

    private static Diagnostic Refused(string text) =>
        Assert.Single(Assert.Throws<ProblemFileException>(() => Games.Read(text)).Diagnostics);
}
