using System.Numerics;
using Parley.Files.Results;
using Parley.Problems.Numbers;

namespace Parley.Tests.Files;

/// <summary>Seeded random results, with what is nasty about numbers, texts and shapes.</summary>
internal sealed class RandomResult(int seed)
{
    private static readonly string[] s_texts =
    [
        "", "Zoë", "trade (price=30) & nothing", "a\"b\\c", "3", "10/3", "2/4", "-0", "null", "true", "<b>'", "😀 k", "line\nline\t", "\u0085\u2028\u202e\u0001", "exact",
    ];

    private readonly Random _random = new(seed);

    public ResultMap Root()
    {
        ResultMap root = Map(4);
        root["parley"] = 1;
        if (_random.Next(3) > 0)
        {
            root["certificate"] = Node(4);
        }

        if (_random.Next(2) == 0)
        {
            root["behind"] = Node(2);
        }

        return root;
    }

    private ResultNode Node(int depth) => _random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => new ExactNumber(Number()),
        1 => new Approximate(Double()),
        2 => s_texts[_random.Next(s_texts.Length)],
        3 => _random.Next(2) == 0,
        4 or 5 => Map(depth - 1),
        _ => new ResultList(Enumerable.Range(0, _random.Next(4)).Select(_ => Node(depth - 1))),
    };

    private ResultMap Map(int depth)
    {
        var map = new ResultMap();
        for (int entry = _random.Next(5); entry > 0; entry--)
        {
            string key = _random.Next(3) == 0 ? s_texts[_random.Next(s_texts.Length - 1)] : $"key{_random.Next(20)}";
            map[key] = Node(depth);
        }

        return map;
    }

    private Rational Number() => _random.Next(6) switch
    {
        0 => _random.Next(-100, 100),
        1 => new Rational(_random.Next(-100, 100), _random.Next(1, 100)),
        2 => new Rational((BigInteger)_random.NextInt64() * _random.NextInt64(), (BigInteger)_random.NextInt64(1, long.MaxValue) * 3),
        3 => new Rational(1, BigInteger.Pow(10, _random.Next(1, 400))),
        4 => new Rational(BigInteger.Pow(10, _random.Next(1, 400)) + 1, 1),
        _ => Rational.FromDouble(Double()),
    };

    private double Double() => _random.Next(4) switch
    {
        0 => _random.Next(-10, 10),
        1 => -0.0,
        2 => _random.NextDouble(),
        _ => Math.ScaleB(_random.NextDouble() - 0.5, _random.Next(-1070, 1023)),
    };
}
