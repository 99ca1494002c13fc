using Parley.Certificates.Programs;
using Parley.Problems.Programs;

namespace Parley.Engines.Programs;

/// <summary>
/// Solves linear programs exactly: a simplex method in doubles finds a basis, and a simplex method in rationals proves
/// it, or goes on from it where the doubles were wrong.
/// </summary>
/// <remarks>Source: Applegate, Cook, Dash and Espinoza, "Exact solutions to linear programming problems", 2007.</remarks>
public static class LinearProgramSolver
{
    /// <summary>
    /// The exact answer, with vectors that prove it: an optimum, or why there is none; <see
    /// cref="LinearProgramAnswer.Stopped"/> only where cancelled.
    /// </summary>
    /// <param name="program">The program; any coefficients, dependent rows and empty shapes are welcome.</param>
    /// <param name="cancellation">Stops the work between iterations.</param>
    /// <remarks>
    /// Cost: the simplex method in doubles; then, where its basis is right, two exact solves, whose cost grows with the
    /// length of the numbers in the answer; otherwise three more for each exact pivot.
    /// </remarks>
    public static LinearProgramAnswer Solve(LinearProgram program, CancellationToken cancellation = default) =>
        Solve(program, start: null, out _, cancellation);

    /// <summary>The same, from the basis of a similar program, and with the basis of the answer for the next one.</summary>
    /// <param name="program">The program.</param>
    /// <param name="start">Where to start; any basis leads to the same answer or another one of the same value.</param>
    /// <param name="final">The basis that the answer belongs to, or where the work was stopped.</param>
    /// <param name="cancellation">Stops the work between iterations.</param>
    public static LinearProgramAnswer Solve(
        LinearProgram program, Basis? start, out Basis final, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        int[] basis = Basis.Complete(start, program.VariableCount, program.RowCount);
        LinearProgramAnswer answer = UnlessCancelled(() => SearchAndProve(program, basis, cancellation));
        final = new Basis(basis);
        return answer;
    }

    /// <summary>The same by the exact simplex method alone: right from any basis, and quick from the right one.</summary>
    /// <param name="program">The program.</param>
    /// <param name="suggested">Where to start.</param>
    /// <param name="cancellation">Stops the work between pivots.</param>
    public static LinearProgramAnswer Prove(LinearProgram program, Basis suggested, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        int[] basis = Basis.Complete(suggested, program.VariableCount, program.RowCount);
        return UnlessCancelled(() => Prove(program, new ScaledProgram(program), basis, endless: -1, cancellation));
    }

    private static LinearProgramAnswer SearchAndProve(LinearProgram program, int[] basis, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scaled = new ScaledProgram(program);
        int endless = new SimplexSearch(scaled, basis).Run(cancellation);
        return Prove(program, scaled, basis, endless, cancellation);
    }

    private static LinearProgramAnswer Prove(
        LinearProgram program, ScaledProgram scaled, int[] basis, int endless, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new ExactSimplex(new IntegerProgram(program), scaled, basis, cancellation).Prove(endless);
    }

    private static LinearProgramAnswer UnlessCancelled(Func<LinearProgramAnswer> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            return new LinearProgramAnswer.Stopped("cancelled before an answer was proved");
        }
    }
}
