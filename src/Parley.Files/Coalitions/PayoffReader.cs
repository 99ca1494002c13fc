using Parley.Files.Documents;
using Parley.Problems.Coalitions;
using Parley.Problems.Expressions;
using Parley.Problems.Numbers;

namespace Parley.Files.Coalitions;

/// <summary>
/// The payoffs of one entry: for each member a number, an expression, or a table by the profile of the coalition's
/// types.
/// </summary>
internal sealed class PayoffReader
{
    private readonly PlayerList _players;
    private readonly int[] _members;
    private readonly StateSpace _states;
    private readonly Formula?[][] _formulas;

    /// <summary>Reads the entry once; <see cref="Evaluate"/> then serves every value of its variables.</summary>
    /// <exception cref="ProblemFileException">A payoff is not an expression, or a table lacks a profile.</exception>
    public PayoffReader(PlayerList players, Coalition coalition, MapNode payoffs)
    {
        _players = players;
        _members = coalition.Players();
        _states = new StateSpace(_members.Select(player => players.Players[player]));
        _formulas = [.. _members.Select(player => payoffs.Optional(players.Players[player].Name)).Select(ReadByState)];
    }

    private sealed record Formula(DocumentNode Node, Expression Expression);

    /// <summary>The payoffs for chosen values of the variables: for each state, one for each member.</summary>
    /// <exception cref="ProblemFileException">An expression uses an unknown name or has no exact value.</exception>
    public IReadOnlyList<IReadOnlyList<Rational>> Evaluate(IReadOnlyList<KeyValuePair<string, Rational>> variables) =>
        [.. Enumerable.Range(0, _states.Count).Select(state => (IReadOnlyList<Rational>)[.. _members.Select((_, member) =>
            _formulas[member][state] is { } formula ? ValueOf(formula, state, variables) : Rational.Zero)])];

    private Formula?[] ReadByState(DocumentNode? node)
    {
        if (node is MapNode table)
        {
            return ReadTable(table);
        }

        Formula? same = node is null ? null : ReadFormula(node);
        return [.. Enumerable.Repeat(same, _states.Count)];
    }

    private Formula?[] ReadTable(MapNode table)
    {
        string[] profiles = [.. Enumerable.Range(0, _states.Count).Select(Profile)];
        if (profiles is [""])
        {
            throw table.Error("a table by type, but no player of this coalition has types", "Give one number or expression");
        }

        var formulas = new Formula?[_states.Count];
        foreach (MapEntry entry in table.Entries)
        {
            string key = string.Join(", ", entry.Key.Split(',').Select(part => part.Trim()));
            int state = Array.IndexOf(profiles, key);
            if (state < 0)
            {
                throw entry.KeyError($"'{entry.Key}' is not a profile of this coalition's types", Suggestion.For(key, profiles, "The profiles are"));
            }

            formulas[state] = formulas[state] is null
                ? ReadFormula(entry.Value)
                : throw entry.KeyError($"the profile '{key}' stands twice", "Keep one of the two");
        }

        int missing = Array.IndexOf(formulas, null);
        return missing < 0 ? formulas : throw table.Error($"the profile '{profiles[missing]}' has no payoff", $"Add \"{profiles[missing]}\": 0 if it is worth nothing");
    }

    /// <summary>The types of the members that have types, in player order: the key of a table.</summary>
    private string Profile(int state) => string.Join(", ", Enumerable.Range(0, _members.Length)
        .Where(member => _states.Member(member).HasTypes)
        .Select(member => _states.Member(member).Types[_states.TypeOf(state, member)].Name));

    private static Formula ReadFormula(DocumentNode node)
    {
        try
        {
            return new Formula(node, Expression.Parse(node.AsText()));
        }
        catch (ExpressionSyntaxException syntax)
        {
            throw At(node, syntax.Position, syntax.Message, syntax.Mend);
        }
    }

    private Rational ValueOf(Formula formula, int state, IReadOnlyList<KeyValuePair<string, Rational>> variables)
    {
        try
        {
            return formula.Expression.EvaluateExactly(reference => Look(formula.Node, reference, state, variables));
        }
        catch (ExpressionValueException noValue)
        {
            string where = Profile(state) is { Length: > 0 } profile ? $" for {profile}" : "";
            throw At(formula.Node, noValue.Position, noValue.Message + where, "Payoffs of coalition problems must be exact fractions");
        }
    }

    private Rational Look(DocumentNode node, Reference reference, int state, IReadOnlyList<KeyValuePair<string, Rational>> variables)
    {
        foreach (var (name, value) in variables)
        {
            if (name == reference.Name)
            {
                return value;
            }
        }

        int player = reference.Path.Count == 2 ? _players.IndexOf(reference.Path[0]) : -1;
        if (player < 0)
        {
            string[] known = [.. variables.Select(variable => variable.Key), .. _players.Names.SelectMany(AttributeNames)];
            string[] readable = [.. known.Where(name => IsReadable(name))];
            throw At(
                node, reference.Position, $"unknown name '{reference.Name}'",
                readable.Length < known.Length && Suggestion.Nearest(reference.Name, readable) is null
                    ? "Expressions can name players and attributes that are words of letters, digits and underscores"
                    : Suggestion.For(reference.Name, readable, "The names known here are"));
        }

        return Attribute(node, reference, player, state);
    }

    /// <summary>True where an expression can name it.</summary>
    internal static bool IsReadable(string name)
    {
        try
        {
            return Expression.Parse(name) is Reference reference && reference.Name == name;
        }
        catch (ExpressionSyntaxException)
        {
            return false;
        }
    }

    private Rational Attribute(DocumentNode node, Reference reference, int player, int state)
    {
        int member = Array.IndexOf(_members, player);
        IReadOnlyDictionary<string, Rational>[] byType = _players.AttributesOf(player);
        if (member < 0 && byType.Length > 1)
        {
            throw At(
                node, reference.Position, $"'{reference.Name}' depends on the type of a player outside this coalition",
                "A coalition's payoffs depend on its own members' types only");
        }

        int type = member < 0 ? 0 : _states.TypeOf(state, member);
        if (byType[type].TryGetValue(reference.Path[1], out Rational value))
        {
            return value;
        }

        string owner = _players.Players[player].HasTypes ? $"type {_players.Players[player].Types[type].Name} of {reference.Path[0]}" : reference.Path[0];
        throw At(
            node, reference.Position, $"{owner} has no attribute '{reference.Path[1]}'",
            Suggestion.For(reference.Path[1], [.. byType[type].Keys], "It has"));
    }

    private IEnumerable<string> AttributeNames(string player) =>
        _players.AttributesOf(_players.IndexOf(player)).SelectMany(type => type.Keys).Distinct().Select(key => $"{player}.{key}");

    /// <summary>An error at a character of an expression; quotes before it shift it by one.</summary>
    private static ProblemFileException At(DocumentNode node, int offset, string message, string? mend)
    {
        int quote = node is ScalarNode { IsQuoted: true } ? 1 : 0;
        var position = new TextPosition(node.Line, node.Column + Math.Max(offset, 0) + quote);
        return node.Source.Error(position, node.Path, message, mend);
    }
}
