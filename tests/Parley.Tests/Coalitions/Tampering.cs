using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Files.Results;
using Parley.Problems.Numbers;

namespace Parley.Tests.Coalitions;

/// <summary>One change to a result.</summary>
/// <param name="Where">The path and what was done, for a message.</param>
/// <param name="Make">Makes the changed result, when it is wanted.</param>
internal sealed record Tampered(string Where, Func<JsonNode> Make)
{
    public byte[] Bytes => System.Text.Encoding.UTF8.GetBytes(Make().ToJsonString());
}

/// <summary>
/// Every single change to a result: each leaf, key and list element of the result itself, of its exact tree and of its
/// certificate. A change to a number or to the shape is made in the main tree alone, in the exact tree alone, and in
/// both so that they agree.
/// </summary>
internal sealed class Tampering
{
    /// <summary>Numbers found within a tolerance are changed by this much, relatively where they are not almost 0.</summary>
    private const double Noticeable = 1e-3;

    private const double AlmostZero = 1e-9;

    private readonly byte[] _result;
    private readonly bool _isExact;
    private readonly List<object[]> _paths = [];
    private readonly ILookup<string, string> _texts;
    private readonly JsonNode _unchanged;

    private Tampering(byte[] result, bool isExact)
    {
        (_result, _isExact) = (result, isExact);
        _unchanged = Fresh();
        Walk(_unchanged, []);
        _texts = _paths.Select(path => (Key: KeyOf(path), Node: Find(_unchanged, path) as JsonValue))
            .Where(leaf => leaf.Node?.GetValueKind() == JsonValueKind.String)
            .ToLookup(leaf => leaf.Key, leaf => (string)leaf.Node!);
    }

    /// <summary>All changes; each is made when it is asked for its bytes.</summary>
    /// <param name="result">The result as written.</param>
    /// <param name="isExact">True where its numbers are exact, so that one bit matters.</param>
    public static IEnumerable<Tampered> All(byte[] result, bool isExact = true)
    {
        var tampering = new Tampering(result, isExact);
        return tampering._paths.SelectMany(tampering.At).Concat(tampering.JointChanges());
    }

    /// <summary>A random selection of the changes, at random places.</summary>
    public static IEnumerable<Tampered> Some(byte[] result, Random random, int count, bool isExact = true)
    {
        var tampering = new Tampering(result, isExact);
        for (int k = 0; k < count; k++)
        {
            Tampered[] here = [.. tampering.At(tampering._paths[random.Next(tampering._paths.Count)])];
            if (here.Length > 0)
            {
                yield return here[random.Next(here.Length)];
            }
        }
    }

    private JsonNode Fresh() => JsonNode.Parse(_result)!;

    private void Walk(JsonNode? node, object[] path)
    {
        _paths.Add(path);
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map)
            {
                Walk(value, [.. path, key]);
            }
        }
        else if (node is JsonArray list)
        {
            for (int k = 0; k < list.Count; k++)
            {
                Walk(list[k], [.. path, k]);
            }
        }
    }

    private IEnumerable<Tampered> At(object[] path)
    {
        bool inExact = path is ["exact", ..];
        bool inCertificate = path is ["certificate", ..];
        foreach (var (what, change) in Changes(Find(_unchanged, path), KeyOf(path)))
        {
            yield return Apply(path, what, change, alsoExact: false);
            if (!inExact && !inCertificate && path.Length > 0 && Find(_unchanged, ["exact", .. path]) is not null)
            {
                yield return Apply(path, $"{what}, in both trees", change, alsoExact: true);
            }
        }

        if (!inExact && path.Length > 0 && Find(_unchanged, ["exact", .. path]) is JsonValue exact)
        {
            yield return ConsistentNumber(path, Rational.Parse((string)exact!) + new Rational(1, 7));
            yield return ConsistentNumber(path, -Rational.Parse((string)exact!) - 1);
        }
    }

    /// <summary>What can be done at a node, wherever it is; only shapes change in both trees alike.</summary>
    private IEnumerable<(string What, Func<JsonNode, JsonNode?> Change)> Changes(JsonNode? node, string key)
    {
        switch (node)
        {
            case JsonObject map:
                yield return ("key added", old => With(old.AsObject(), copy => copy.Add("extra", 1)));
                foreach (string name in map.Select(entry => entry.Key).ToArray())
                {
                    yield return ($"key {name} dropped", old => With(old.AsObject(), copy => copy.Remove(name)));
                    yield return ($"key {name} renamed", old => With(old.AsObject(), copy =>
                    {
                        JsonNode? value = copy[name]?.DeepClone();
                        copy.Remove(name);
                        copy.Add(name + "'", value);
                    }));
                }

                break;
            case JsonArray list:
                for (int k = 0; k < list.Count; k++)
                {
                    int at = k;
                    yield return ($"element {k} dropped", old => With(old.AsArray(), copy => copy.RemoveAt(at)));
                    yield return ($"element {k} doubled", old => With(old.AsArray(), copy => copy.Insert(at, copy[at]?.DeepClone())));
                    if (k + 1 < list.Count && !JsonNode.DeepEquals(list[k], list[k + 1]))
                    {
                        yield return ($"elements {k} and {k + 1} swapped", old => With(old.AsArray(), copy => Swap(copy, at)));
                    }
                }

                yield return ("text appended", old => With(old.AsArray(), copy => copy.Add("extra")));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                foreach (string text in OtherTexts((string)value!, key))
                {
                    yield return ($"'{(string)value!}' became '{text}'", _ => text);
                }

                yield return ("text became a number", _ => 7);
                yield return ("text became a map", _ => new JsonObject());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                double number = (double)value;
                if (_isExact)
                {
                    yield return ($"{number} became {number + 1}", _ => number + 1);
                    yield return ($"{number} moved by one bit", _ => Math.BitIncrement(number));
                }
                else
                {
                    double moved = number + (Math.Abs(number) < AlmostZero ? Noticeable : Noticeable * number);
                    yield return ($"{number} became {moved}", _ => moved);
                    yield return ($"{number} became {-number - 1}", _ => -number - 1);
                }

                yield return ("number became a text", _ => number.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValue value:
                bool flag = (bool)value;
                yield return ($"{flag} became {!flag}", _ => !flag);
                yield return ("flag became a text", _ => flag ? "true" : "false");
                break;
        }
    }

    private IEnumerable<string> OtherTexts(string text, string key)
    {
        if (Rational.TryParse(text, out Rational number))
        {
            yield return (number + new Rational(1, 3)).ToString();
            yield return (-number - 1).ToString();
            yield return text + "0";
        }

        yield return text + "?";
        yield return "";
        string[] alternatives = key switch
        {
            "concept" => ["neutral-procedural", "random-dictatorship", "shapley"],
            "label" => ["random-dictatorship", "interior"],
            "participation" => ["exact", "at-least"],
            "overall" => ["exact", "within", "not-established"],
            _ => [.. _texts[key].Distinct().Where(other => other != text).Take(3)],
        };
        foreach (string other in alternatives.Where(other => other != text))
        {
            yield return other;
        }
    }

    /// <summary>Changes that concern several lists at once: whole threats with their certificates.</summary>
    private IEnumerable<Tampered> JointChanges()
    {
        if (_unchanged["threats"] is not JsonArray { Count: int count })
        {
            yield break;
        }

        for (int k = 0; k < count; k++)
        {
            int at = k;
            yield return Joint($"threat {k} dropped everywhere", list => list.RemoveAt(at));
            yield return Joint($"threat {k} doubled everywhere", list => list.Insert(at, list[at]?.DeepClone()));
            if (k + 1 < count)
            {
                yield return Joint($"threats {k} and {k + 1} swapped everywhere", list => Swap(list, at));
            }
        }

        yield return Joint("all threats dropped everywhere", list => list.Clear());
    }

    private Tampered Joint(string what, Action<JsonArray> change) => new(what, () =>
    {
        JsonNode root = Fresh();
        foreach (JsonNode? list in new[] { root["threats"], root["exact"]!["threats"], root["certificate"]!["threats"] })
        {
            if (list is JsonArray array)
            {
                change(array);
            }
        }

        return root;
    });

    private Tampered ConsistentNumber(object[] path, Rational number) => new($"{Text(path)}: number became {number} in both trees", () =>
        Replace(Replace(Fresh(), path, 0, _ => JsonValue.Create(new ExactNumber(number).Nearest)), ["exact", .. path], 0, _ => number.ToString())!);

    private Tampered Apply(object[] path, string what, Func<JsonNode, JsonNode?> change, bool alsoExact) => new($"{Text(path)}: {what}", () =>
    {
        JsonNode root = Replace(Fresh(), path, 0, change)!;
        return alsoExact ? Replace(root, ["exact", .. path], 0, change)! : root;
    });

    private static JsonNode? Replace(JsonNode? node, object[] path, int depth, Func<JsonNode, JsonNode?> change)
    {
        if (depth == path.Length)
        {
            // A change to one tree's shape may not fit the other's: then that tree stays as it is.
            try
            {
                return change(node!);
            }
            catch (Exception misfit) when (misfit is ArgumentException or InvalidOperationException)
            {
                return node!.DeepClone();
            }
        }

        JsonNode? child = path[depth] is string key ? node![key] : node![(int)path[depth]];
        JsonNode? changed = Replace(child, path, depth + 1, change);
        if (!ReferenceEquals(child, changed))
        {
            if (path[depth] is string name)
            {
                node[name] = changed;
            }
            else
            {
                node[(int)path[depth]] = changed;
            }
        }

        return node;
    }

    private static JsonNode? Find(JsonNode? node, object[] path)
    {
        foreach (object step in path)
        {
            node = (node, step) switch
            {
                (JsonObject map, string key) => map[key],
                (JsonArray list, int at) when at < list.Count => list[at],
                _ => null,
            };
        }

        return node;
    }

    private static T With<T>(T node, Action<T> change)
        where T : JsonNode
    {
        var copy = (T)node.DeepClone();
        change(copy);
        return copy;
    }

    private static void Swap(JsonArray list, int at)
    {
        JsonNode? first = list[at]?.DeepClone();
        list[at] = list[at + 1]?.DeepClone();
        list[at + 1] = first;
    }

    /// <summary>The key that a value answers to: its own, or that of the list it stands in.</summary>
    private static string KeyOf(object[] path) => path.OfType<string>().LastOrDefault() ?? "";

    private static string Text(object[] path) => path.Length == 0 ? "the result" : string.Join(".", path);
}
