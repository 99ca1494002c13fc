namespace Parley.Files.Data;

/// <summary>How far the reading of data files has come.</summary>
/// <param name="BytesRead">How many bytes have been read.</param>
/// <param name="BytesInAll">How many there are.</param>
public readonly record struct DataProgress(long BytesRead, long BytesInAll);
