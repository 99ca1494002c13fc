namespace Parley.Files.Results;

/// <summary>
/// Compares a recorded result with a recomputed one: the heart of tamper detection. Nothing is equal that a reader of
/// the file could tell apart, but for the order of keys and the tolerance that the recomputed number carries.
/// </summary>
public static class ResultComparison
{
    /// <summary>The most differences listed by default.</summary>
    public const int DefaultLimit = 100;

    private const string Nothing = "nothing";

    /// <summary>
    /// Every place where the two differ, in the recorded order: keys that are missing or extra, other texts, flags
    /// and types, exact numbers that are not the same, approximate ones whose bits differ or, where
    /// <paramref name="recomputed"/> carries a tolerance, that lie farther apart. Empty where there is none.
    /// </summary>
    /// <param name="recorded">What a file says; any tolerance in it is ignored.</param>
    /// <param name="recomputed">What it ought to say.</param>
    /// <param name="limit">The most differences listed.</param>
    public static IReadOnlyList<ResultDifference> Differences(
        ResultNode recorded, ResultNode recomputed, int limit = DefaultLimit)
    {
        var walk = new Walk(limit);
        walk.Compare(recorded, recomputed, TreePath.Root, inCertificate: false);
        return walk.Found;
    }

    private sealed class Walk(int limit)
    {
        public List<ResultDifference> Found { get; } = [];

        public void Compare(ResultNode recorded, ResultNode recomputed, TreePath path, bool inCertificate)
        {
            switch (recorded, recomputed)
            {
                case (ResultMap left, ResultMap right):
                    CompareMaps(left, right, path, inCertificate);
                    break;
                case (ResultList left, ResultList right):
                    CompareLists(left, right, path, inCertificate);
                    break;
                default:
                    if (!AreAlike(recorded, recomputed, inCertificate))
                    {
                        Add(path, recorded, recomputed);
                    }

                    break;
            }
        }

        private void CompareMaps(ResultMap recorded, ResultMap recomputed, TreePath path, bool inCertificate)
        {
            bool isRoot = ReferenceEquals(path, TreePath.Root);
            foreach ((string key, ResultNode value) in recorded)
            {
                if (recomputed.TryGet(key, out ResultNode? other))
                {
                    Compare(value, other, path.Key(key), inCertificate || (isRoot && key == ResultKeys.Certificate));
                }
                else
                {
                    Add(path.Key(key), value, null);
                }
            }

            foreach ((string key, ResultNode value) in recomputed)
            {
                if (!recorded.Contains(key))
                {
                    Add(path.Key(key), null, value);
                }
            }
        }

        private void CompareLists(ResultList recorded, ResultList recomputed, TreePath path, bool inCertificate)
        {
            for (int position = 0; position < Math.Max(recorded.Count, recomputed.Count); position++)
            {
                TreePath here = path.Element(position);
                if (position >= recorded.Count)
                {
                    Add(here, null, recomputed[position]);
                }
                else if (position >= recomputed.Count)
                {
                    Add(here, recorded[position], null);
                }
                else
                {
                    Compare(recorded[position], recomputed[position], here, inCertificate);
                }
            }
        }

        private void Add(TreePath path, ResultNode? recorded, ResultNode? recomputed)
        {
            if (Found.Count < limit)
            {
                Found.Add(new ResultDifference(
                    path.ToString(), recorded?.Described ?? Nothing, recomputed?.Described ?? Nothing));
            }
        }
    }

    private static bool AreAlike(ResultNode recorded, ResultNode recomputed, bool inCertificate) => (recorded, recomputed) switch
    {
        (Approximate left, Approximate right) => AreNear(left, right),
        (ExactNumber number, ResultText name) => inCertificate && number.Value.ToString() == name.Text,
        (ResultText name, ExactNumber number) => inCertificate && number.Value.ToString() == name.Text,
        _ => recorded.Equals(recomputed),
    };

    private static bool AreNear(Approximate recorded, Approximate recomputed) =>
        BitConverter.DoubleToInt64Bits(recorded.Value) == BitConverter.DoubleToInt64Bits(recomputed.Value)
        || (recomputed.Tolerance > 0 && Math.Abs(recorded.Value - recomputed.Value) <= recomputed.Tolerance);
}
