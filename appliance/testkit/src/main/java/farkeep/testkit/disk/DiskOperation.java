package farkeep.testkit.disk;

/// Something done to a [DiskImage], so that it can be done again to another one. Files are known by
/// a number that outlives their names.
sealed interface DiskOperation {
  /// A new, empty file.
  record Create(String name, int file) implements DiskOperation {}

  /// A new directory.
  record MakeDirectory(String name, int file) implements DiskOperation {}

  /// Another name, in place of what had it.
  record Rename(String from, String to) implements DiskOperation {}

  /// A name taken away.
  record Delete(String name) implements DiskOperation {}

  /// The names in a directory made durable.
  record ForceDirectory(String directory) implements DiskOperation {}

  /// Bytes written at a place; never changed afterwards.
  record Write(int file, long at, byte[] bytes) implements DiskOperation {}

  /// A file cut or lengthened.
  record Truncate(int file, long size) implements DiskOperation {}

  /// A file's content made durable.
  record Force(int file) implements DiskOperation {}

  /// A force that failed: the pages are taken for clean, and what they held is never written.
  record FailedForce(int file) implements DiskOperation {}
}
