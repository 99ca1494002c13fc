using Parley.Problems.Numbers;

namespace Parley.Certificates.RiskPools.Contracts;

/// <summary>What a contract makes of one scenario: what everybody brought, bears and pays.</summary>
/// <param name="Positions">What each member brought, in money.</param>
/// <param name="Parts">Each member's part of the total, in money.</param>
/// <param name="Transfers">Each member's sure transfer: positive where it receives.</param>
/// <param name="Units">What each member receives, in whole units; negative where it pays. The sum is 0.</param>
/// <param name="Unit">The unit, in money.</param>
/// <param name="IsCapped">True where a limit on payments changed a part.</param>
public sealed record Settlement(
    IReadOnlyList<double> Positions, IReadOnlyList<double> Parts, IReadOnlyList<double> Transfers, IReadOnlyList<long> Units, Rational Unit, bool IsCapped)
{
    /// <summary>What a member receives, exactly; negative where it pays.</summary>
    public Rational Payment(int member) => Unit * Units[member];

    /// <summary>
    /// Who pays whom: the largest payer pays the largest receiver until one of the two is done, and so on; fewer payments than members.
    /// </summary>
    public IReadOnlyList<(int From, int To, Rational Amount)> Payments()
    {
        var payers = new PriorityQueue<(int Member, long Units), (long, int)>();
        var receivers = new PriorityQueue<(int Member, long Units), (long, int)>();
        for (int i = 0; i < Units.Count; i++)
        {
            if (Units[i] != 0)
            {
                (Units[i] < 0 ? payers : receivers).Enqueue((i, Math.Abs(Units[i])), (-Math.Abs(Units[i]), i));
            }
        }

        List<(int, int, Rational)> payments = [];
        while (payers.TryDequeue(out var payer, out _) && receivers.TryDequeue(out var receiver, out _))
        {
            long amount = Math.Min(payer.Units, receiver.Units);
            payments.Add((payer.Member, receiver.Member, Unit * amount));
            Return(payers, payer.Member, payer.Units - amount);
            Return(receivers, receiver.Member, receiver.Units - amount);
        }

        return payments;
    }

    private static void Return(PriorityQueue<(int Member, long Units), (long, int)> queue, int member, long left)
    {
        if (left > 0)
        {
            queue.Enqueue((member, left), (-left, member));
        }
    }
}
