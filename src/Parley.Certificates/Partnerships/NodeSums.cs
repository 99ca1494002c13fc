namespace Parley.Certificates.Partnerships;

/// <summary>One partner's integrals over a stretch of virtual types, summed from a quadrature rule's nodes.</summary>
internal struct NodeSums
{
    /// <summary>The integral of q - r over types.</summary>
    public double Gain { get; private set; }

    /// <summary>The integral of (q - r) (1 - F) over types.</summary>
    public double Payoff { get; private set; }

    /// <summary>The integral of theta q dF, theta being measured from the stretch's own origin.</summary>
    public double Value { get; private set; }

    /// <summary>The error estimate of <see cref="Value"/>, with its sign.</summary>
    public double ValueError { get; private set; }

    /// <summary>The integral of q dF.</summary>
    public double Chance { get; private set; }

    /// <summary>The error estimate of <see cref="Chance"/>, with its sign.</summary>
    public double ChanceError { get; private set; }

    /// <summary>
    /// The integral of q dF times the type over its distance from an end at which the partner's density is infinite: in units of the
    /// rounding of doubles, how much of the chance rounding may have moved.
    /// </summary>
    public double Sensitivity { get; private set; }

    /// <summary>How far the types reach, as the nodes see it.</summary>
    public double Move { get; private set; }

    /// <summary>Adds a node.</summary>
    /// <param name="weight">The weight of the rule.</param>
    /// <param name="errorWeight">The weight of its error estimate.</param>
    /// <param name="speed">How fast the type moves with the virtual type.</param>
    /// <param name="gain">q - r.</param>
    /// <param name="above">1 - F.</param>
    /// <param name="value">The type less the stretch's origin.</param>
    /// <param name="chance">q times the density.</param>
    /// <param name="steepness">The type over its distance from an end at which the density is infinite; 0 without one.</param>
    public void Add(double weight, double errorWeight, double speed, double gain, double above, double value, double chance, double steepness)
    {
        double move = weight * speed;
        Move += move;
        Gain += move * gain;
        Payoff += move * gain * above;
        Value += move * chance * value;
        Chance += move * chance;
        Sensitivity += move * chance * steepness;
        ValueError += errorWeight * speed * chance * value;
        ChanceError += errorWeight * speed * chance;
    }

    /// <summary>Adds the integrals over another stretch.</summary>
    public void Add(in NodeSums other)
    {
        Gain += other.Gain;
        Payoff += other.Payoff;
        Value += other.Value;
        Chance += other.Chance;
        Sensitivity += other.Sensitivity;
        Move += other.Move;
    }
}
