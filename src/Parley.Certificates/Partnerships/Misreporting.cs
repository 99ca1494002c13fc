namespace Parley.Certificates.Partnerships;

/// <summary>Bayesian incentive compatibility on a grid: what each type of a partner loses by every false report.</summary>
internal static class Misreporting
{
    /// <summary>The most nodes of one partner that are compared with one another.</summary>
    private const int MostNodes = 800;

    /// <summary>The least loss, with its type and report, and how many nodes were compared.</summary>
    /// <remarks>Cost: nodes squared.</remarks>
    public static (double Loss, double True, double Reported, int Nodes) Least(InterimCurve curve, double share)
    {
        (double Type, double Allocation, double Payoff)[] nodes = [.. curve.Nodes()];
        if (nodes.Length > MostNodes)
        {
            int stride = (nodes.Length / MostNodes) + 1;
            nodes = [.. nodes.Where((_, k) => k % stride == 0 || k == nodes.Length - 1)];
        }

        (double loss, double type, double reported) = (double.PositiveInfinity, double.NaN, double.NaN);
        foreach ((double report, double allocation, double payoff) in nodes)
        {
            double slope = allocation - share;
            foreach ((double own, _, double truthful) in nodes)
            {
                double lost = truthful - payoff - ((own - report) * slope);
                if (lost < loss && own != report)
                {
                    (loss, type, reported) = (lost, own, report);
                }
            }
        }

        return (loss, type, reported, nodes.Length);
    }
}
