package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The log below both logs of a vault: a [ChainedLog] for many threads, whose failure to append is
/// the failure of the whole store.
final class FramedLog implements Closeable {
  private final Tasks.Monitor monitor;
  private final FailureLatch failure;
  private final ChainedLog log;

  private FramedLog(Tasks.Monitor monitor, FailureLatch failure, ChainedLog log) {
    this.monitor = monitor;
    this.failure = failure;
    this.log = log;
  }

  /// Where a log is kept, and how long its entries may be.
  ///
  /// @param name in the vault's directory
  record Shape(String name, int entryBytesMax) {}

  /// Opens a log, or makes it; its name is durable on return.
  ///
  /// @param seen is given each whole frame, in order
  static FramedLog open(
      StorePorts ports,
      VaultPlace place,
      Shape shape,
      FailureLatch failure,
      Consumer<LogFrame> seen)
      throws IOException {
    ChainedLog log = ChainedLog.open(ports, place, shape, seen);
    return new FramedLog(ports.tasks().monitor(), failure, log);
  }

  /// Keeps everybody else out of the log. Whoever is inside does not use the methods that enter by
  /// themselves.
  Inside inside() {
    return monitor.inside();
  }

  long entries() {
    try (Inside _ = inside()) {
      return log.entries();
    }
  }

  Optional<EntryHash> tip() {
    try (Inside _ = inside()) {
      return log.tip();
    }
  }

  /// Entries from a number on until their bytes pass `bytesMax`; at least one when there is one.
  List<byte[]> read(long fromEntry, int bytesMax) throws IOException {
    try (Inside _ = inside()) {
      return log.read(fromEntry, bytesMax);
    }
  }

  /// One frame; empty when it is damaged, or beyond the end.
  Optional<LogFrame> frame(long number) throws IOException {
    try (Inside _ = inside()) {
      return number < log.entries() ? log.frame((int) number) : Optional.empty();
    }
  }

  /// One entry, an empty array when it is damaged. Only for who is inside.
  byte[] entry(long number) throws IOException {
    return log.read((int) number);
  }

  /// @throws IllegalArgumentException the entry is empty or too long
  void check(byte[] entry) {
    log.check(entry);
  }

  /// @throws StoreFailedException a write or force has failed before
  void checkFailure() throws StoreFailedException {
    failure.check();
  }

  /// Appends entries, durable on return. Only for who is inside.
  ///
  /// @return entries in the log now
  /// @throws StoreFailedException the device failed, now or before: nothing is written any more
  long append(List<LogFrame.About> abouts, List<byte[]> entries) throws StoreFailedException {
    failure.check();
    try {
      if (!entries.isEmpty()) log.append(abouts, entries);
      return log.entries();
    } catch (IOException e) {
      throw failure.fail(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (Inside _ = inside()) {
      log.close();
    }
  }
}
