using Parley.Problems.RiskPools;

namespace Parley.Engines.RiskPools;

/// <summary>The prices at which a menu's support function is attained, as part of a pool's program.</summary>
internal interface IMenuPrices
{
    /// <summary>An allocation of the menu, read off the multipliers of the rows that link tilts and prices.</summary>
    Allocation Parts(InteriorPoint point);
}
