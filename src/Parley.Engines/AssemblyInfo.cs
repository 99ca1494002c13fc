using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Parley.Tests")]
[assembly: InternalsVisibleTo("Parley.Bench")]
