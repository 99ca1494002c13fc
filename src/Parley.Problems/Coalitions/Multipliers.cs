using Parley.Problems.Numbers;

namespace Parley.Problems.Coalitions;

/// <summary>
/// alpha_i(tau | t): for every member and every pair of different types, the multiplier of the constraint that type t
/// does not gain by reporting tau. All other entries are zero.
/// </summary>
public sealed class Multipliers
{
    private readonly Dictionary<(int Member, int True, int Reported), Rational> _values = [];

    /// <summary>No constraint has a price.</summary>
    public static Multipliers None { get; } = new([]);

    /// <summary>The listed multipliers; zeros are dropped.</summary>
    /// <exception cref="ArgumentException">A pair stands twice, or reports the true type.</exception>
    public Multipliers(IEnumerable<(int Member, int True, int Reported, Rational Value)> entries)
    {
        foreach (var (member, truth, reported, value) in entries)
        {
            if (truth == reported)
            {
                throw new ArgumentException("a multiplier belongs to a false report", nameof(entries));
            }

            if (!value.IsZero && !_values.TryAdd((member, truth, reported), value))
            {
                throw new ArgumentException("a multiplier stands twice", nameof(entries));
            }
        }
    }

    /// <summary>The multiplier that keeps a member's type <paramref name="truth"/> from reporting <paramref name="reported"/>.</summary>
    public Rational this[int member, int truth, int reported] =>
        _values.GetValueOrDefault((member, truth, reported));

    /// <summary>The nonzero multipliers, by member, true type and reported type.</summary>
    public IEnumerable<(int Member, int True, int Reported, Rational Value)> Entries => _values
        .OrderBy(entry => entry.Key)
        .Select(entry => (entry.Key.Member, entry.Key.True, entry.Key.Reported, entry.Value));
}
