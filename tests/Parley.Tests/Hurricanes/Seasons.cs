using Parley.Engines.Hurricanes;

namespace Parley.Tests.Hurricanes;

/// <summary>Seasons of a model, drawn at once or in parts.</summary>
internal static class Seasons
{
    /// <summary>For each member, the share destroyed in each season.</summary>
    public static double[][] Destroyed(SeasonModel model, int first, int count)
    {
        SeasonBlock block = model.Draw(first, count);
        return [.. Enumerable.Range(0, model.Members).Select(member =>
        {
            double[] shares = new double[count];
            block.Destroyed(member, new double[block.Storms], shares);
            return shares;
        })];
    }

    public static SeasonTraits[] Traits(SeasonModel model, int first, int count)
    {
        SeasonBlock block = model.Draw(first, count);
        return [.. Enumerable.Range(0, count).Select(block.Traits)];
    }
}
