namespace Parley.Files.Documents;

/// <summary>Where a node stands: in which file, at which path, at which line and column.</summary>
internal readonly record struct NodePlace(ProblemSource Source, TreePath Path, TextPosition Position);
