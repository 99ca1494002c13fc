using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Parley.Problems.RiskPools;

/// <summary>The value of positions to entropic members with a single prior, where there are very many scenarios.</summary>
public static class CertaintyEquivalent
{
    private const int Block = 1024;

    /// <summary>
    /// <c>-(1/g) log E exp(-g position)</c>, in money: what <see cref="Entropic"/> says for a single prior, up to rounding. Cost: one
    /// exponential for each scenario, four at a time.
    /// </summary>
    /// <param name="riskAversion">Absolute risk aversion g per unit of money; positive.</param>
    /// <param name="position">Money in each scenario, finite.</param>
    /// <param name="prior">The probability of each scenario, with the sum 1. What happens with probability 0 does not matter.</param>
    public static double Of(double riskAversion, ReadOnlySpan<double> position, ReadOnlySpan<double> prior)
    {
        double lowest = LowestPossible(position, prior);
        double moment = 0;
        for (int first = 0; first < position.Length; first += Block)
        {
            int count = Math.Min(Block, position.Length - first);
            moment += Moment(riskAversion, lowest, position.Slice(first, count), prior.Slice(first, count));
        }

        return lowest - (Math.Log(moment) / riskAversion);
    }

    /// <summary>The worst outcome with a positive probability: relative to it no exponential overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A command is over before the runtime would see how hot this is.
    private static double LowestPossible(ReadOnlySpan<double> position, ReadOnlySpan<double> prior)
    {
        ReadOnlySpan<Vector256<double>> positions = MemoryMarshal.Cast<double, Vector256<double>>(position);
        ReadOnlySpan<Vector256<double>> priors = MemoryMarshal.Cast<double, Vector256<double>>(prior);
        Vector256<double> infinity = Vector256.Create(double.PositiveInfinity);
        Vector256<double> least = infinity;
        for (int k = 0; k < positions.Length; k++)
        {
            least = Vector256.Min(least, Vector256.ConditionalSelect(Vector256.GreaterThan(priors[k], Vector256<double>.Zero), positions[k], infinity));
        }

        double lowest = Math.Min(Math.Min(least[0], least[1]), Math.Min(least[2], least[3]));
        for (int s = positions.Length * Vector256<double>.Count; s < position.Length; s++)
        {
            lowest = prior[s] > 0 ? Math.Min(lowest, position[s]) : lowest;
        }

        return lowest;
    }

    /// <summary>The sum of <c>p exp(-g (position - lowest))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Moment(double riskAversion, double lowest, ReadOnlySpan<double> position, ReadOnlySpan<double> prior)
    {
        ReadOnlySpan<Vector256<double>> positions = MemoryMarshal.Cast<double, Vector256<double>>(position);
        ReadOnlySpan<Vector256<double>> priors = MemoryMarshal.Cast<double, Vector256<double>>(prior);
        Vector256<double> sum = Vector256<double>.Zero;
        for (int k = 0; k < positions.Length; k++)
        {
            // Below the lowest possible outcome the probability is 0: the cut keeps 0 times infinity away.
            Vector256<double> exponent = Vector256.Min((positions[k] - Vector256.Create(lowest)) * -riskAversion, Vector256<double>.Zero);
            sum += priors[k] * Vector256.Exp(exponent);
        }

        double moment = Vector256.Sum(sum);
        for (int s = positions.Length * Vector256<double>.Count; s < position.Length; s++)
        {
            moment += prior[s] * Math.Exp(Math.Min((position[s] - lowest) * -riskAversion, 0));
        }

        return moment;
    }
}
