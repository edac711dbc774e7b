package farkeep.home.scan;

/// A stretch of a file.
public sealed interface Range {
  /// Bytes from the start of the file.
  long at();

  /// Its length, at least 1.
  long bytes();

  /// Bytes that the disk keeps.
  record Data(long at, long bytes) implements Range {}

  /// Zeros that take no place on the disk.
  record Hole(long at, long bytes) implements Range {}
}
