using Parley.Engines.Numerics;

namespace Parley.Engines.Hurricanes;

/// <summary>
/// What members' beliefs about a season depend on: the number of storms, the greatest wind and the latitude at which the strongest storm
/// strikes, each with mean 0 and standard deviation 1 over all seasons.
/// </summary>
public sealed class SeasonFactors
{
    /// <summary>How many factors there are.</summary>
    public const int Count = 3;

    private readonly double[][] _rows;

    private SeasonFactors(double[][] rows) => _rows = rows;

    /// <summary>One factor, by season.</summary>
    public ReadOnlySpan<double> this[int factor] => _rows[factor];

    /// <summary>
    /// The factors of some seasons. A season without storms counts as one with the wind of the weakest tropical storm and the mean latitude;
    /// a factor that does not vary is 0.
    /// </summary>
    public static SeasonFactors Of(ReadOnlySpan<SeasonTraits> seasons)
    {
        double[][] rows = [new double[seasons.Length], new double[seasons.Length], new double[seasons.Length]];
        double latitude = MeanLatitude(seasons);
        for (int s = 0; s < seasons.Length; s++)
        {
            bool isQuiet = seasons[s].Storms == 0;
            rows[0][s] = seasons[s].Storms;
            rows[1][s] = isQuiet ? SyntheticStorm.LeastWind : seasons[s].Wind;
            rows[2][s] = isQuiet ? latitude : seasons[s].Latitude;
        }

        foreach (double[] row in rows)
        {
            Standardise(row);
        }

        return new SeasonFactors(rows);
    }

    /// <summary>A member's probabilities of the seasons: proportional to exp(sum over the factors of loading times factor).</summary>
    /// <param name="loadings">A number for each factor.</param>
    /// <param name="destination">Receives a number for each season.</param>
    public void Prior(IReadOnlyList<double> loadings, Span<double> destination)
    {
        ArgumentNullException.ThrowIfNull(loadings);
        double greatest = double.NegativeInfinity;
        for (int s = 0; s < destination.Length; s++)
        {
            double tilt = 0;
            for (int k = 0; k < Count; k++)
            {
                tilt += loadings[k] * _rows[k][s];
            }

            destination[s] = tilt;
            greatest = Math.Max(greatest, tilt);
        }

        double sum = 0;
        for (int s = 0; s < destination.Length; s++)
        {
            sum += destination[s] = PortableFunctions.Exp(destination[s] - greatest);
        }

        for (int s = 0; s < destination.Length; s++)
        {
            destination[s] /= sum;
        }
    }

    private static double MeanLatitude(ReadOnlySpan<SeasonTraits> seasons)
    {
        (double sum, int count) = (0, 0);
        foreach (SeasonTraits season in seasons)
        {
            (sum, count) = season.Storms == 0 ? (sum, count) : (sum + season.Latitude, count + 1);
        }

        return count == 0 ? 0 : sum / count;
    }

    private static void Standardise(double[] row)
    {
        double mean = 0;
        foreach (double number in row)
        {
            mean += number / row.Length;
        }

        double variance = 0;
        foreach (double number in row)
        {
            variance += (number - mean) * (number - mean) / row.Length;
        }

        // Where all numbers are the same, what is left is rounding.
        double deviation = Math.Sqrt(variance);
        bool varies = deviation > 1e-12 * Math.Abs(mean);
        for (int s = 0; s < row.Length; s++)
        {
            row[s] = varies ? (row[s] - mean) / deviation : 0;
        }
    }
}
