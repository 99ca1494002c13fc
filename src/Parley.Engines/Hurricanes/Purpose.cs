namespace Parley.Engines.Hurricanes;

/// <summary>What chance is used for: each purpose has streams of its own, so that changing one leaves the others alone.</summary>
internal static class Purpose
{
    public const int Places = 1;
    public const int Farms = 2;
    public const int Seasons = 3;
    public const int Resampling = 4;
}
