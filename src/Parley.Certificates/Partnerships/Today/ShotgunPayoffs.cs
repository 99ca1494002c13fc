namespace Parley.Certificates.Partnerships.Today;

/// <summary>Expected payoffs of a shotgun clause before outside options are subtracted, in money.</summary>
/// <param name="Offers">Who offers what.</param>
/// <param name="Proposer">The proposer's expected payoff.</param>
/// <param name="Responder">The responder's expected payoff.</param>
/// <param name="GainFromSale">E[t - s; the responder sells].</param>
/// <param name="Inefficiency">The probability that the partner with the lower value gets the asset.</param>
/// <param name="ResponderAt">The responder's expected payoff at a value within the support.</param>
/// <param name="Error">An estimate of the errors of the sums above.</param>
internal sealed record ShotgunPayoffs(
    IOfferRule Offers,
    double Proposer,
    double Responder,
    double GainFromSale,
    double Inefficiency,
    Func<double, double> ResponderAt,
    double Error);
