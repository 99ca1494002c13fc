using System.CommandLine;
using System.Text;
using Parley.Cli;
using Parley.Files.Documents;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Describe a situation in one short file; Parley computes the mechanism and proves its promises.")
{
    SolveCommand.Create(),
    VerifyCommand.Create(),
    SettleCommand.Create(),
    ExportCommand.Create(),
    ExamplesCommand.Create(),
    SchemaCommand.Create(),
    SampleCommand.Create(),
};

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"parley: {error.Message}");
    }

    Console.Error.WriteLine("Try 'parley --help'.");
    return ExitCode.BadInput;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (ProblemFileException refused)
{
    foreach (Diagnostic diagnostic in refused.Diagnostics)
    {
        Console.Error.WriteLine(diagnostic.ToDisplayString());
    }

    return ExitCode.BadInput;
}
catch (BadArgumentException refused)
{
    Console.Error.WriteLine($"parley: {refused.Message}");
    return ExitCode.BadInput;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
{
    Console.Error.WriteLine($"parley: {failure.Message}");
    return ExitCode.BadInput;
}
catch (Exception bug) when (bug is not OutOfMemoryException)
{
    // Nothing unchecked was printed. People get a sentence; the type and place help whoever mends it.
    Console.Error.WriteLine($"parley: this is a mistake of ours, please report it: {bug.GetType().Name}: {bug.Message} ({bug.TargetSite?.DeclaringType?.Name}.{bug.TargetSite?.Name})");
    return ExitCode.OurMistake;
}
