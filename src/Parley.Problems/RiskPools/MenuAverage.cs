namespace Parley.Problems.RiskPools;

/// <summary>The measure over a menu by which members average their utilities.</summary>
public enum MenuMeasure
{
    /// <summary>Shares drawn anew in each scenario, each division of it as likely as any other (flat Dirichlet).</summary>
    SignPreserving,

    /// <summary>One vector of shares for all scenarios, each as likely as any other.</summary>
    Proportional,

    /// <summary>The weights of a listed menu.</summary>
    Listed,
}

/// <summary>How members average their utilities over the menu.</summary>
/// <param name="Measure">The measure over the menu.</param>
/// <param name="Samples">How many draws are taken where the average is not exact; positive.</param>
/// <param name="Seed">What decides the draws.</param>
public sealed record MenuAverage(MenuMeasure Measure, int Samples, int Seed);
