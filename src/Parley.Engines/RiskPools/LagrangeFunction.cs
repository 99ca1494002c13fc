using static Parley.Engines.RiskPools.SaddleProgram;

namespace Parley.Engines.RiskPools;

/// <summary>Cost and constraints of a <see cref="SaddleProgram"/> at a point.</summary>
internal sealed class LagrangeFunction(SaddleProgram program)
{
    /// <summary>The gradient of the Lagrange function, and the misses of the equations.</summary>
    public void Residuals(double[] point, double[] multipliers, double[] rows, double[] dual, double[] primal)
    {
        for (int k = 0; k < dual.Length; k++)
        {
            dual[k] = program.Cost[k];
        }

        foreach (EntropyTerm term in program.Entropies)
        {
            double ratio = point[term.Tilt] / term.Prior.At(point);
            dual[term.Tilt] += term.Scale * (Math.Log(ratio) + 1);
            if (term.Prior.Variable >= 0)
            {
                dual[term.Prior.Variable] -= term.Scale * ratio;
            }
        }

        for (int k = 0; k < program.Inequalities.Count; k++)
        {
            Inequality inequality = program.Inequalities[k];
            dual[inequality.First] -= inequality.Scale * multipliers[k];
            if (inequality.Second >= 0)
            {
                dual[inequality.Second] += multipliers[k];
            }
        }

        for (int k = 0; k < program.Balls.Count; k++)
        {
            Ball ball = program.Balls[k];
            for (int s = 0; s < ball.Variables.Length; s++)
            {
                dual[ball.Variables[s]] += multipliers[program.Inequalities.Count + k] * Math.Log(point[ball.Variables[s]] / ball.Centre[s]);
            }
        }

        for (int k = 0; k < rows.Length; k++)
        {
            Equation equation = program.Equations[k];
            double sum = -equation.Right;
            for (int j = 0; j < equation.Variables.Length; j++)
            {
                sum += equation.Coefficients[j] * point[equation.Variables[j]];
                dual[equation.Variables[j]] -= equation.Coefficients[j] * rows[k];
            }

            primal[k] = sum;
        }
    }

    /// <summary>The slack of every inequality, and after them of every ball.</summary>
    public void Slacks(double[] point, double[] slacks)
    {
        for (int k = 0; k < program.Inequalities.Count; k++)
        {
            Inequality inequality = program.Inequalities[k];
            slacks[k] = (inequality.Scale * point[inequality.First]) + inequality.Constant - (inequality.Second < 0 ? 0 : point[inequality.Second]);
        }

        for (int k = 0; k < program.Balls.Count; k++)
        {
            Ball ball = program.Balls[k];
            double distance = 0;
            for (int s = 0; s < ball.Variables.Length; s++)
            {
                double value = point[ball.Variables[s]];
                distance += (value * Math.Log(value / ball.Centre[s])) - value + ball.Centre[s];
            }

            slacks[program.Inequalities.Count + k] = ball.Radius - distance;
        }
    }
}
