namespace Parley.Problems.Expressions;

/// <summary>Collects the names of an expression.</summary>
internal static class ReferenceWalk
{
    public static IReadOnlyList<Reference> Over(Expression expression)
    {
        var found = new OrderedDictionary<string, Reference>();
        Visit(expression, found);
        return [.. found.Values];
    }

    private static void Visit(Expression expression, OrderedDictionary<string, Reference> found)
    {
        if (expression is Reference reference)
        {
            found.TryAdd(reference.Name, reference);
        }

        foreach (Expression part in expression.Parts)
        {
            Visit(part, found);
        }
    }
}
