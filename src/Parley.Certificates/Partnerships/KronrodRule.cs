namespace Parley.Certificates.Partnerships;

/// <summary>
/// The 15-point Gauss-Kronrod rule on [-1, 1]: its difference from the 7-point Gauss rule that it contains bounds the error
/// for smooth integrands with much to spare.
/// </summary>
internal static class KronrodRule
{
    private static readonly double[] s_nodes =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245, 0,
    ];

    private static readonly double[] s_weights =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    private static readonly double[] s_gaussWeights =
    [
        0, 0.129484966168869693270611432679082, 0, 0.279705391489276667901467771423780,
        0, 0.381830050505118944950369775488975, 0, 0.417959183673469387755102040816327,
    ];

    /// <summary>How many nodes the rule has.</summary>
    public const int Count = 15;

    /// <summary>The nodes, increasing.</summary>
    public static double[] Nodes { get; } = [.. s_nodes.Select(x => -x), .. s_nodes.Reverse().Skip(1)];

    /// <summary>The weights; they sum to 2.</summary>
    public static double[] Weights { get; } = [.. s_weights, .. s_weights.Reverse().Skip(1)];

    /// <summary>The weights less those of the contained Gauss rule: they sum an integrand's values to the error estimate.</summary>
    public static double[] ErrorWeights { get; } = [.. s_weights.Zip(s_gaussWeights, (kronrod, gauss) => kronrod - gauss) is var half ? [.. half, .. half.Reverse().Skip(1)] : Array.Empty<double>()];
}
