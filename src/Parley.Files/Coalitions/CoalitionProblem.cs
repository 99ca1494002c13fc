using Parley.Files.Documents;
using Parley.Problems.Coalitions;

namespace Parley.Files.Coalitions;

/// <summary>A problem of the kind <c>coalition</c>, in one of its two forms.</summary>
public abstract record CoalitionProblem(ProblemSource Source) : Problem(Source, CoalitionReader.Kind);

/// <summary>A coalition problem stated by decisions.</summary>
public sealed record DecisionProblem(ProblemSource Source, CoalitionGame Game) : CoalitionProblem(Source);

/// <summary>A coalition problem stated by worths.</summary>
public sealed record WorthProblem(ProblemSource Source, WorthGame Game) : CoalitionProblem(Source);
