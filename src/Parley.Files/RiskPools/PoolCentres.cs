using Parley.Problems.RiskPools;

namespace Parley.Files.RiskPools;

/// <summary>The centres of a pool's members, read in their order: the member's own, the pool's, or the reference.</summary>
internal sealed class PoolCentres
{
    private readonly StatedMember[] _members;
    private readonly Centres _shared;
    private readonly double[]? _logRows;

    public PoolCentres(double[] reference, StatedMember[] members, StatedCentre? shared)
    {
        _members = members;
        _shared = shared switch
        {
            TypedCentre typed => new CommonCentre(typed.Probabilities, members.Length),
            _ => new CommonCentre(reference, members.Length),
        };
        if (members.Any(member => member.Own.Centre is not null))
        {
            _logRows = new double[checked(members.Length * reference.Length)];
        }
    }

    /// <summary>A member's centre: to be called once for each member.</summary>
    public void Read(int member, Span<double> destination)
    {
        if (_members[member].Own.Centre is TypedCentre own)
        {
            own.Probabilities.CopyTo(destination);
        }
        else
        {
            _shared.Prior(member, destination);
        }

        if (_logRows is not null)
        {
            for (int s = 0; s < destination.Length; s++)
            {
                _logRows[(s * _members.Length) + member] = Math.Log(destination[s]);
            }
        }
    }

    /// <summary>All members' centres, once each has been read.</summary>
    public Centres Finish() => _logRows is null ? _shared : new ListedCentres(_logRows, _members.Length);
}
