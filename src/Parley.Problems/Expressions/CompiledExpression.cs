namespace Parley.Problems.Expressions;

/// <summary>The value of an expression, given the values of its names in the order fixed by <see cref="Expression.Compile"/>.</summary>
/// <param name="values">One value per name of the order; more are ignored.</param>
public delegate double CompiledExpression(ReadOnlySpan<double> values);
