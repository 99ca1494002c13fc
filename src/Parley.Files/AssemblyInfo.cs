using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Parley.Tests")]
