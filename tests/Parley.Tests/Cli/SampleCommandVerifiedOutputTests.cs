using System.Globalization;
using System.Security.Cryptography;
using Parley.Tests.Files;
using Parley.Tests.Hurricanes;

namespace Parley.Tests.Cli;

/// <summary>Verified output of <c>parley sample hurricane</c>: its files, and how it refuses.</summary>
public sealed class SampleCommandVerifiedOutputTests(ParleyProcess parley) : IClassFixture<ParleyProcess>
{
    [Fact]
    public void A_sample_is_a_problem_file_and_its_tables()
    {
        string folder = Sample("whole", "--members", "12", "--scenarios", "9000", "--seed", "5");

        Assert.Equal(["factors.npy", "loadings.npy", "members.csv", "pool.yaml", "positions.npy"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            """
            # Made by parley sample hurricane with the seed 5.
            # Money is in thousands of dollars, losses are negative; a scenario is a season, and all are equally likely.
            parley: 1
            kind: risk-pool
            title: 12 farms on a hurricane coast
            scenarios: { count: 9000 }
            members: { file: members.csv }
            positions: { file: positions.npy }
            beliefs: { tilt: { loadings: loadings.npy, factors: factors.npy } }
            menu: sign-preserving
            average: none
            # payments are rounded to cents, and money is in thousands
            contract: { unit: 0.00001 }

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(Path.Combine(folder, "pool.yaml")));
        string[] members = File.ReadAllLines(Path.Combine(folder, "members.csv"));
        Assert.Equal("name,utility,parameter,beliefs", members[0]);
        Assert.Equal([.. Enumerable.Range(1, 12).Select(number => $"farm-{number:D3}")], members.Skip(1).Select(row => row.Split(',')[0]));
        Assert.All(members.Skip(1), row => Assert.True(row.Split(',')[1] == "entropic" && double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture) > 0 && row.EndsWith(',')));

        double[,] positions = Table(folder, "positions.npy");
        Assert.Equal((12, 9000), (positions.GetLength(0), positions.GetLength(1)));
        Assert.All(positions.Cast<double>(), amount => Assert.True(amount <= 0 && !(amount == 0 && double.IsNegative(amount))));
        Assert.Contains(positions.Cast<double>(), amount => amount < -1);
        Assert.Equal((12, 3), (Table(folder, "loadings.npy").GetLength(0), Table(folder, "loadings.npy").GetLength(1)));
        Assert.Equal((3, 9000), (Table(folder, "factors.npy").GetLength(0), Table(folder, "factors.npy").GetLength(1)));
    }

    /// <summary>The same bytes on every machine: a change of these is a change of all samples, and belongs into the changelog.</summary>
    [Fact]
    public void A_seed_decides_every_byte()
    {
        string folder = Sample("bytes", "--members", "7", "--scenarios", "300", "--seed", "1");

        Assert.Equal("afba15f274988c29ff57d59b2254a2ea2e40662f4d825b3446adc275fe93924f", Hash(folder, "positions.npy"));
        Assert.Equal("3815d82149fc8273c920187ca8ccf7c86861d5777b09a3947aaf752b4819b4f9", Hash(folder, "factors.npy"));
        Assert.Equal("1e00ec23b12c470b8cffaff061eb25694916bfdd7d04bdd571eaf271441a8711", Hash(folder, "loadings.npy"));
        Assert.Equal("0c500ac10789f3624a415308a3ddc0e433212c5093d9e7c2da2906f22130ba85", Hash(folder, "members.csv"));
    }

    [Fact]
    public void Priors_are_those_that_the_tilts_mean()
    {
        string listed = Sample("listed", "--members", "4", "--scenarios", "500", "--priors", "--contamination", "1/10");
        string tilted = Sample("tilted", "--members", "4", "--scenarios", "500", "--contamination", "0.1");
        (double[,] priors, double[,] loadings, double[,] factors) = (Table(listed, "priors.npy"), Table(tilted, "loadings.npy"), Table(tilted, "factors.npy"));

        Assert.Contains("beliefs: { contamination: 1/10, centre: { file: priors.npy } }\n", File.ReadAllText(Path.Combine(listed, "pool.yaml")));
        Assert.Contains("beliefs: { contamination: 1/10, centre: { tilt: { loadings: loadings.npy, factors: factors.npy } } }\n", File.ReadAllText(Path.Combine(tilted, "pool.yaml")));
        Assert.Equal(Hash(tilted, "positions.npy"), Hash(listed, "positions.npy"));
        for (int member = 0; member < 4; member++)
        {
            double[] weights = [.. Enumerable.Range(0, 500).Select(s => Math.Exp(Enumerable.Range(0, 3).Sum(k => loadings[member, k] * factors[k, s])))];
            Assert.All(Enumerable.Range(0, 500), s => Assert.Equal(weights[s] / weights.Sum(), priors[member, s], 1e-14));
        }
    }

    [Fact]
    public void Single_precision_rounds_the_positions_and_nothing_else()
    {
        string exact = Sample("float64", "--members", "3", "--scenarios", "400");
        string rounded = Sample("float32", "--members", "3", "--scenarios", "400", "--float32");

        Assert.Equal(Table(exact, "positions.npy").Cast<double>().Select(amount => (double)(float)amount), Table(rounded, "positions.npy").Cast<double>());
        Assert.Equal(Hash(exact, "factors.npy"), Hash(rounded, "factors.npy"));
    }

    [Fact]
    public void Tracks_make_every_season_a_scenario_or_are_drawn_from()
    {
        string tracks = parley.Write("tracks.txt", Tracks.Text);
        string places = parley.Write("places.csv", "name,latitude,longitude,value\n\"Ana, Ltd\",29.5,-90,1000\nben,29.2,-81.5,50\n");
        string seasons = Sample("seasons", "--tracks", tracks, "--places", places);
        string drawn = Sample("drawn", "--tracks", tracks, "--from", "2001", "--to", "2001", "--members", "40", "--scenarios", "50");

        double[,] positions = Table(seasons, "positions.npy");
        Assert.Equal((2, 3), (positions.GetLength(0), positions.GetLength(1)));
        Assert.True(positions[0, 0] is < -10 and > -1000 && positions[1, 2] < 0, "each is hit by its storm");
        Assert.Equal((0, 0, 0), (positions[0, 1], positions[1, 1], positions[0, 2]));
        Assert.StartsWith("\"Ana, Ltd\",entropic,", File.ReadAllLines(Path.Combine(seasons, "members.csv"))[1]);
        Assert.Contains("title: 2 members and the storms of 2001 to 2003\n", File.ReadAllText(Path.Combine(seasons, "pool.yaml")));
        Assert.Equal((40, 50), (Table(drawn, "positions.npy").GetLength(0), Table(drawn, "positions.npy").GetLength(1)));
    }

    [Theory]
    [InlineData("--members 6 --scenarios 200")]
    [InlineData("--members 6 --scenarios 200 --priors")]
    [InlineData("--members 6 --scenarios 200 --priors --float32")]
    [InlineData("--members 4 --scenarios 60 --contamination 1/10")]
    [InlineData("--members 4 --scenarios 60 --contamination 1/10 --priors")]
    [InlineData("--members 40 --tracks TRACKS")]
    public void A_sample_is_a_problem_that_can_be_solved_and_verified(string options)
    {
        string tracks = parley.Write("tracks-solved.txt", Tracks.Text);
        string folder = Sample(Path.GetRandomFileName(), options.Replace("TRACKS", tracks, StringComparison.Ordinal).Split(' '));
        string problem = Path.Combine(folder, "pool.yaml");
        string result = Path.Combine(folder, "result.json");
        Run solved = parley.Run("solve", problem, "--out", result);

        Assert.Equal((0, ""), (solved.ExitCode, solved.Error));
        Assert.Equal(0, parley.Run("verify", problem, result).ExitCode);
    }

    [Fact]
    public void A_folder_with_files_is_left_alone_but_by_force()
    {
        string folder = Sample("kept", "--members", "2", "--scenarios", "10");
        string other = Path.Combine(folder, "notes.txt");
        File.WriteAllText(other, "mine");
        string before = Hash(folder, "positions.npy");

        Run refused = parley.Run("sample", "hurricane", "--members", "2", "--scenarios", "20", "--out", folder);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("this folder is not empty", refused.Error);
        Assert.Equal(before, Hash(folder, "positions.npy"));

        Assert.Equal(0, parley.Run("sample", "hurricane", "--members", "2", "--scenarios", "20", "--out", folder, "--force").ExitCode);
        Assert.NotEqual(before, Hash(folder, "positions.npy"));
        Assert.Equal("mine", File.ReadAllText(other));
        Assert.DoesNotContain(Directory.GetFiles(folder), file => file.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--members 0", "--members 0: give a whole number from 1 to 10000")]
    [InlineData("--members 1,5", "--members 1,5: give a whole number from 1 to 10000")]
    [InlineData("--scenarios 10000001", "--scenarios 10000001: give a whole number from 1 to 10000000")]
    [InlineData("--seed -1", "--seed -1: give a whole number from 0 to 2147483647")]
    [InlineData("--contamination 0", "--contamination 0: give a number above 0 and at most 1, such as 1/10")]
    [InlineData("--contamination 3/2", "--contamination 3/2: give a number above 0 and at most 1, such as 1/10")]
    [InlineData("--from 1950", "--from: this goes with --tracks FILE")]
    [InlineData("--places p.csv", "--places: this goes with --tracks FILE")]
    [InlineData("--tracks nowhere.txt", "nowhere.txt: there is no such file")]
    [InlineData("--tracks TRACKS --from 1950 --to 1960", "has no storm in the seasons 1950 to 1960; it has those of 2001 to 2003")]
    [InlineData("--tracks TRACKS --places PLACES", "no storm of")]
    [InlineData("--tracks TRACKS --places PLACES --members 3", "--members: the table of --places already says who the members are")]
    [InlineData("--tracks PLACES", "places-far.csv:1:1: expected a storm's identifier, found 'name'")]
    [InlineData("--tracks TRACKS --places TRACKS", "tracks-slips.txt:1:1: the first row does not name the columns")]
    [InlineData("--tracks TRACKS --places WRONG", "places-wrong.csv:3:5: expected a latitude, found '95'")]
    public void A_bad_option_is_refused_before_anything_is_written(string options, string message)
    {
        string folder = Path.Combine(parley.Folder, "never");
        string tracks = parley.Write("tracks-slips.txt", Tracks.Text);
        string far = parley.Write("places-far.csv", "name,latitude,longitude,value\nana,48,2,100\n");
        string wrong = parley.Write("places-wrong.csv", "value,name,latitude,longitude\n1,a,29,-90\n1,b,95,-90\n");
        Run run = parley.Run([
            "sample", "hurricane", "--out", folder,
            .. options.Split(' ').Select(word => word switch { "TRACKS" => tracks, "PLACES" => far, "WRONG" => wrong, _ => word })]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.False(Directory.Exists(folder));
    }

    private string Sample(string name, params string[] options)
    {
        string folder = Path.Combine(parley.Folder, name);
        Run run = parley.Run(["sample", "hurricane", "--out", folder, .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("parley solve", run.Output);
        return folder;
    }

    private static double[,] Table(string folder, string name) => NpyWriterPropertyTests.Read(Path.Combine(folder, name));

    private static string Hash(string folder, string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
}
