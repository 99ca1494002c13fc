using System.CommandLine;
using System.Globalization;
using Parley.Files.Hurricanes;
using Parley.Problems.Numbers;

namespace Parley.Cli;

/// <summary>What <c>parley sample hurricane</c> is asked for.</summary>
/// <param name="Members">How many members; null where a table of places says it.</param>
/// <param name="Scenarios">How many scenarios; null for every season as it was.</param>
/// <param name="Seed">Decides all that is left to chance.</param>
/// <param name="Folder">Where the files go.</param>
/// <param name="MayReplace">True where the folder may hold files already.</param>
/// <param name="IsSingle">True for float32.</param>
/// <param name="ListsPriors">True for a table of priors, false for tilts.</param>
/// <param name="Contamination">How much everybody doubts; null for not at all.</param>
/// <param name="Tracks">A file of best tracks; null for a made-up coast.</param>
/// <param name="From">The first season of the tracks that counts; null for the first in the file.</param>
/// <param name="To">The last; null for the last in the file.</param>
/// <param name="Places">A table of places; null for drawn ones.</param>
internal sealed record HurricaneRequest(
    int? Members, int? Scenarios, int Seed, string Folder, bool MayReplace, bool IsSingle, bool ListsPriors, Rational? Contamination, string? Tracks, int? From, int? To, string? Places)
{
    private const int DefaultMembers = 500;
    private const int DefaultScenarios = 100_000;

    /// <summary>As many scenarios as a pool may have.</summary>
    private const int MostScenarios = 10_000_000;

    private static readonly Option<string?> s_members = new("--members") { Description = $"How many members ({DefaultMembers} by default)." };
    private static readonly Option<string?> s_scenarios = new("--scenarios") { Description = $"How many scenarios, each a season ({DefaultScenarios} by default). With --tracks: storms are drawn from the tracks; left out, every season is a scenario as it was." };
    private static readonly Option<string?> s_seed = new("--seed") { Description = "The seed that decides all that is left to chance (1 by default)." };
    private static readonly Option<string> s_out = new("--out") { Description = "The folder to write to; it is made where it does not exist.", Required = true };
    private static readonly Option<bool> s_force = new("--force") { Description = "Write to a folder that holds files, and replace those of the same names." };
    private static readonly Option<bool> s_float32 = new("--float32") { Description = "Write positions and priors as float32: half the size, seven digits." };
    private static readonly Option<bool> s_priors = new("--priors") { Description = "Write every member's prior (members x scenarios) instead of tilts by a few factors." };
    private static readonly Option<string?> s_contamination = new("--contamination") { Description = "Everybody doubts: beliefs are contaminated so much, such as 1/10." };
    private static readonly Option<string?> s_tracks = new("--tracks") { Description = "Real storms: a file of best tracks in the format HURDAT2 of the U.S. National Hurricane Center." };
    private static readonly Option<string?> s_from = new("--from") { Description = "With --tracks: the first season that counts." };
    private static readonly Option<string?> s_to = new("--to") { Description = "With --tracks: the last season that counts." };
    private static readonly Option<string?> s_places = new("--places") { Description = "With --tracks: a table of members with the columns name, latitude, longitude, value; left out, members are placed along the coast of the United States." };

    /// <summary>The options.</summary>
    public static IEnumerable<Option> Options =>
        [s_members, s_scenarios, s_seed, s_out, s_force, s_float32, s_priors, s_contamination, s_tracks, s_from, s_to, s_places];

    /// <summary>What the options ask for.</summary>
    /// <exception cref="BadArgumentException">They ask for something that is not possible.</exception>
    public static HurricaneRequest Of(ParseResult arguments)
    {
        string? tracks = arguments.GetValue(s_tracks);
        string? places = arguments.GetValue(s_places);
        if (tracks is null && Array.Find<Option>([s_from, s_to, s_places], option => arguments.GetResult(option) is { Implicit: false }) is { } lonely)
        {
            throw new BadArgumentException($"{lonely.Name}: this goes with --tracks FILE");
        }

        int? members = Whole(s_members, arguments, 1, PlacesReader.MaximumPlaces);
        if (places is not null && members is not null)
        {
            throw new BadArgumentException("--members: the table of --places already says who the members are; leave one of the two out");
        }

        return new HurricaneRequest(
            places is null ? members ?? DefaultMembers : null,
            Whole(s_scenarios, arguments, 1, MostScenarios) ?? (tracks is null ? DefaultScenarios : null),
            Whole(s_seed, arguments, 0, int.MaxValue) ?? 1,
            Named(arguments.GetRequiredValue(s_out)),
            arguments.GetValue(s_force),
            arguments.GetValue(s_float32),
            arguments.GetValue(s_priors),
            Doubt(arguments.GetValue(s_contamination)),
            tracks,
            Whole(s_from, arguments, 1, 9999),
            Whole(s_to, arguments, 1, 9999),
            places);
    }

    private static int? Whole(Option<string?> option, ParseResult arguments, int least, int most) => arguments.GetValue(option) switch
    {
        null => null,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most => number,
        string text => throw new BadArgumentException($"{option.Name} {text}: give a whole number from {least} to {most}"),
    };

    private static Rational? Doubt(string? text) => text switch
    {
        null => null,
        _ when Rational.TryParse(text, out Rational doubt) && doubt.Sign > 0 && doubt <= Rational.One => doubt,
        _ => throw new BadArgumentException($"--contamination {text}: give a number above 0 and at most 1, such as 1/10"),
    };

    private static string Named(string text) => string.IsNullOrWhiteSpace(text)
        ? throw new BadArgumentException("--out: an empty name is no folder; name the folder to write to")
        : text;
}
