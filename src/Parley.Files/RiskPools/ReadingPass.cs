using Parley.Files.Data;
using Parley.Problems.Beliefs;
using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>
/// One pass over the members' positions and centres, which yields all that is kept of them: totals by scenario, what each
/// position is worth to its member alone, and the centres.
/// </summary>
internal sealed class ReadingPass(double[] reference, StatedMember[] members, StatedBeliefs shared, DataTable positions)
{
    /// <summary>The sum of all positions by scenario.</summary>
    public double[] Total { get; } = new double[reference.Length];

    /// <summary>The members with what their positions are worth to them alone.</summary>
    public Member[] Members { get; } = new Member[members.Length];

    /// <summary>The centres of the members' beliefs.</summary>
    public Centres Centres { get; private set; } = null!;

    /// <summary>Reads everything once.</summary>
    public void Run(IProgress<DataProgress>? progress, CancellationToken cancellation)
    {
        _ = progress;
        var centres = new PoolCentres(reference, members, shared.Centre);
        double[] position = new double[reference.Length];
        double[] centre = new double[reference.Length];
        double[] prior = new double[reference.Length];
        double[] tilt = new double[reference.Length];
        using DataRows rows = positions.Open(cancellation);
        for (int i = 0; i < members.Length; i++)
        {
            rows.Read(position);
            centres.Read(i, centre);
            StatedMember member = members[i];
            CredalSet beliefs = member.Own.Shape ?? shared.Shape ?? new SinglePrior();
            Members[i] = new Member(member.Name, member.Utility, beliefs, member.Utility.Value(position, beliefs, centre, prior, tilt));
            for (int s = 0; s < position.Length; s++)
            {
                Total[s] += position[s];
            }
        }

        Centres = centres.Finish();
    }
}
