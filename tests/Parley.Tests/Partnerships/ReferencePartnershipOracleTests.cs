using Parley.Certificates.Partnerships;
using Parley.Engines.Partnerships;

namespace Parley.Tests.Partnerships;

/// <summary>The solver and the audit against a program that shares nothing with them and works at 40 digits.</summary>
public sealed class ReferencePartnershipOracleTests
{
    private const double Digits = 2e-13;

    public static TheoryData<string> Names => [.. Partnerships.References.Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Multiplier_payoffs_and_budgets_are_those_of_the_reference(string name)
    {
        Reference reference = Partnerships.References.Single(single => single.Name == name);
        PartnershipOutcome outcome = IncompleteInformationBargaining.Solve(reference.Partnership);
        PartnershipFindings findings = PartnershipFindings.Of(outcome);

        Assert.Equal("", outcome.Unanswered);
        Assert.InRange(outcome.Bound!.Multiplier, reference.Multiplier - 1e-11, reference.Multiplier + 1e-11);
        Assert.InRange(findings.Objective, reference.Objective - Digits, reference.Objective + Digits);
        Assert.InRange(findings.UpperBound, reference.Objective - Digits, reference.Objective + Digits);
        Assert.InRange(findings.Budget, reference.Budget - Digits, reference.Budget + Digits);
        Assert.InRange(findings.EfficientBudget, reference.EfficientBudget - Digits, reference.EfficientBudget + Digits);
        for (int i = 0; i < reference.Payoffs.Length; i++)
        {
            Assert.InRange(findings.Payoffs[i], reference.Payoffs[i] - Digits, reference.Payoffs[i] + Digits);
        }

        Assert.True(findings.IsAnswered, $"gap {findings.Gap}");
        Assert.All(PartnershipAudit.Run(findings), promise => Assert.True(promise.Holds || !promise.Claimed, promise.ToString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Levels_and_critical_types_are_those_of_the_reference(string name)
    {
        Reference reference = Partnerships.References.Single(single => single.Name == name);
        PartnershipOutcome outcome = IncompleteInformationBargaining.Solve(reference.Partnership);
        PartnershipFindings findings = PartnershipFindings.Of(outcome);
        for (int i = 0; i < reference.Ironing.Length; i++)
        {
            if (double.IsFinite(reference.Ironing[i]) && reference.Partnership.Agents[i].Share is > 0 and < 1)
            {
                Assert.InRange(outcome.Rules[0].Ironing[i], reference.Ironing[i] - 1e-11, reference.Ironing[i] + 1e-11);
                Assert.InRange(findings.CriticalType(i), reference.Critical[i] - 1e-10, reference.Critical[i] + 1e-10);
            }

            (double low, double high) = findings.WorstOff(i);
            Assert.InRange(reference.Critical[i], low - 1e-9, high + 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Best_shares_leave_the_budget_of_the_reference(string name)
    {
        Reference reference = Partnerships.References.Single(single => single.Name == name);
        Dissolution best = Dissolution.Of(reference.Partnership);
        PartnershipOutcome outcome = IncompleteInformationBargaining.Solve(reference.Partnership.WithEqualWeights(best.Shares));
        PartnershipFindings findings = PartnershipFindings.Of(outcome);

        Assert.InRange(best.Shares.Sum(), 1 - 1e-14, 1 + 1e-14);
        Assert.InRange(findings.EfficientBudget, reference.BestBudget - Digits, reference.BestBudget + Digits);
    }
}
