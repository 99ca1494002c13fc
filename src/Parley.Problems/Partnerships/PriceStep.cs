namespace Parley.Problems.Partnerships;

/// <summary>
/// A stretch of a <see cref="PriceSchedule"/>: for weighted virtual types in [From, To] the price runs from Start to End
/// without a jump, either along the inverse of a virtual type or not at all.
/// </summary>
/// <param name="From">The lower end in units of virtual types; may be negative infinity.</param>
/// <param name="To">The upper end; may be infinity.</param>
/// <param name="Start">The price and what lies below it, at the lower end.</param>
/// <param name="End">The price and what lies below it, at the upper end.</param>
/// <param name="Piece">The piece of the distribution on which the price moves; -1 where it stands still.</param>
/// <param name="IsTrue">True where the virtual type is the type itself, as for types that next to nobody has.</param>
public readonly record struct PriceStep(double From, double To, PricePoint Start, PricePoint End, int Piece, bool IsTrue = false)
{
    /// <summary>True where the price stands still.</summary>
    public bool IsFlat => Piece < 0;
}

/// <summary>A price and the types whose virtual type is lower than where it stands.</summary>
/// <param name="Price">The price t, in the unit of the types.</param>
/// <param name="Below">The probability of the types below: P(X &lt;= t) for a seller, P(X &lt; t) for a buyer.</param>
/// <param name="MeanBelow">The part of the mean that lies there: E[X; X &lt;= t] or E[X; X &lt; t].</param>
public readonly record struct PricePoint(double Price, double Below, double MeanBelow);
