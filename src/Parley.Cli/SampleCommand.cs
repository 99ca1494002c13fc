using System.CommandLine;

namespace Parley.Cli;

/// <summary><c>parley sample NAME</c>: makes up problems that are too large to be written by hand. To add one, add its command.</summary>
internal static class SampleCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("sample", "Make up a large problem to try: parley sample hurricane --out storms")
    {
        HurricaneCommand.Create(),
    };
}
