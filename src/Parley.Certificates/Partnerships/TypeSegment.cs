using Parley.Problems.Partnerships;

namespace Parley.Certificates.Partnerships;

/// <summary>A partner's types between two virtual types, or pooled at one, and what they expect.</summary>
/// <param name="Low">The lowest type.</param>
/// <param name="High">The highest type.</param>
/// <param name="AllocationAtLow">q just above the lowest type.</param>
/// <param name="AllocationAtHigh">q just below the highest type.</param>
/// <param name="Gain">The integral of q - r over the types: how much more the highest type expects than the lowest.</param>
/// <param name="Panel">The panel of virtual types that they come from; -1 - level for types pooled at a level.</param>
/// <param name="Part">Of types pooled at a level, which part of the partner's types there they are.</param>
internal readonly record struct TypeSegment(double Low, double High, double AllocationAtLow, double AllocationAtHigh, double Gain, int Panel, TypePart Part = TypePart.Pool)
{
    /// <summary>True where all types have one ironed virtual type.</summary>
    public bool IsPool => Panel < 0;

    /// <summary>The level of a pool.</summary>
    public int Level => -1 - Panel;
}
