using Parley.Problems.Coalitions;
using Parley.Problems.Numbers;

namespace Parley.Bench;

/// <summary>Shapley's value as its two definitions read: the baselines for Parley's.</summary>
internal static class DirectShapley
{
    /// <summary>What each player adds to those who came before, averaged over all n! orders.</summary>
    public static Rational[] OverOrders(WorthGame game)
    {
        int count = game.Players.Count;
        var sums = new Rational[count];
        int[] order = [.. Enumerable.Range(0, count)];
        long orders = 0;
        do
        {
            orders++;
            var before = new Coalition(0);
            foreach (int player in order)
            {
                var after = new Coalition(before.Bits | (1u << player));
                sums[player] += game.Worth(after) - game.Worth(before);
                before = after;
            }
        }
        while (Advance(order));

        return [.. sums.Select(sum => sum / orders)];
    }

    /// <summary>The marginal contributions to all 2^(n-1) coalitions of the others, weighted by (s! (n-s-1)!) / n!.</summary>
    public static Rational[] ByMarginals(WorthGame game)
    {
        int count = game.Players.Count;
        Rational[] factorials = [.. Enumerable.Range(0, count + 1).Select(number =>
            Enumerable.Range(1, number).Aggregate(Rational.One, (product, factor) => product * factor))];
        return [.. Enumerable.Range(0, count).Select(player =>
        {
            Rational sum = Rational.Zero;
            for (uint bits = 0; bits < 1u << count; bits++)
            {
                if ((bits >> player & 1) == 0)
                {
                    int size = new Coalition(bits).Count;
                    Rational weight = factorials[size] * factorials[count - size - 1] / factorials[count];
                    sum += weight * (game.Worth(new Coalition(bits | (1u << player))) - game.Worth(new Coalition(bits)));
                }
            }

            return sum;
        })];
    }

    /// <summary>The next order, lexicographically; false after the last.</summary>
    private static bool Advance(int[] order)
    {
        int pivot = order.Length - 2;
        while (pivot >= 0 && order[pivot] > order[pivot + 1])
        {
            pivot--;
        }

        if (pivot < 0)
        {
            return false;
        }

        int swap = order.Length - 1;
        while (order[swap] < order[pivot])
        {
            swap--;
        }

        (order[pivot], order[swap]) = (order[swap], order[pivot]);
        Array.Reverse(order, pivot + 1, order.Length - pivot - 1);
        return true;
    }
}
