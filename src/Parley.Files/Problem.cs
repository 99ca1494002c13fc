using Parley.Files.Documents;

namespace Parley.Files;

/// <summary>A problem that was read from a file: a question that an engine can answer.</summary>
/// <param name="Source">The file.</param>
/// <param name="Kind">The engine's name, such as <c>coalition</c>.</param>
public abstract record Problem(ProblemSource Source, string Kind);
