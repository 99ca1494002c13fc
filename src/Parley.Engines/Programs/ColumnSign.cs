namespace Parley.Engines.Programs;

/// <summary>
/// Which values a column's variable may take. Zero is always allowed, so every nonbasic variable rests at zero and a
/// basis alone determines the point.
/// </summary>
internal enum ColumnSign
{
    /// <summary>At least zero: a signed variable, or the slack of an inequality.</summary>
    Nonnegative,

    /// <summary>Any value: a free variable.</summary>
    Free,

    /// <summary>Zero only: the slack of an equation.</summary>
    Zero,
}
