using System.Numerics;
using Parley.Certificates.Programs;
using Parley.Problems.Numbers;

namespace Parley.Engines.Programs;

/// <content>The answers, in the units of the program as stated.</content>
internal sealed partial class ExactSimplex
{
    private LinearProgramAnswer.Optimal Optimal()
    {
        Rational[] point = Point();
        BigInteger value = BigInteger.Zero;
        for (int place = 0; place < _basis.Length; place++)
        {
            value += Cost(_basis[place]) * _values.Numerators[place];
        }

        return new(
            new Rational(value, _values.Denominator) / _program.ObjectiveFactor,
            point,
            Multipliers(_program.ObjectiveFactor.Reciprocal()));
    }

    private LinearProgramAnswer.Infeasible Infeasible() => new(Multipliers(Rational.One));

    private LinearProgramAnswer.Unbounded Unbounded(int entering)
    {
        Rational direction = ReducedCost(entering).Sign;
        Rational[] ray = Variables(_column, -direction);
        if (entering < ray.Length)
        {
            ray[entering] = direction;
        }

        return new(Point(), ray);
    }

    private Rational[] Point() => Variables(_values, Rational.One);

    private Rational[] Variables(FractionVector basics, Rational factor)
    {
        var variables = new Rational[_program.VariableCount];
        for (int place = 0; place < _basis.Length; place++)
        {
            if (_basis[place] < variables.Length)
            {
                variables[_basis[place]] = factor * basics[place];
            }
        }

        return variables;
    }

    private Rational[] Multipliers(Rational factor)
    {
        var multipliers = new Rational[_program.RowCount];
        for (int row = 0; row < multipliers.Length; row++)
        {
            multipliers[row] = factor * _program.RowFactors[row] * _multipliers[row];
        }

        return multipliers;
    }
}
