namespace Parley.Problems.Distributions;

/// <summary>What Stirling's formula leaves out of the gamma function.</summary>
internal static class StirlingError
{
    /// <summary>ln Γ(z + 1) - (z + 1/2) ln z + z - ln(2π) / 2 for z &gt; 0, to about 2e-16 in absolute terms.</summary>
    /// <remarks>Stirling's series (Abramowitz and Stegun, 6.1.41) from 16 on, and the recurrence of Γ below.</remarks>
    public static double Of(double z)
    {
        double sum = 0;
        for (; z < 16; z++)
        {
            sum += Step(z);
        }

        double square = 1 / (z * z);
        double series = 1.0 / 12 - (square * (1.0 / 360 - (square * (1.0 / 1260 - (square * (1.0 / 1680 - (square * (1.0 / 1188 - (square * (691.0 / 360360 - (square / 156)))))))))));
        return sum + (series / z);
    }

    /// <summary>The error at z less the error at z + 1: (z + 1/2) ln(1 + 1/z) - 1.</summary>
    private static double Step(double z)
    {
        if (z < 1)
        {
            return ((z + 0.5) * Logarithm.OfOnePlus(1 / z)) - 1;
        }

        double u = 1 / ((2 * z) + 1);
        double square = u * u;
        double power = square;
        double series = 0;
        for (int odd = 3; power > 1e-18; odd += 2)
        {
            series += power / odd;
            power *= square;
        }

        return series;
    }
}
