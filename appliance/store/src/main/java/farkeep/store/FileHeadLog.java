package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The head log in `heads.log`.
final class FileHeadLog implements HeadLog {
  static final String NAME = "heads.log";

  private final Shelf shelf;
  private final Writing writing;
  private final FailureLatch failure;
  private final Tasks.Monitor monitor;
  private final Map<String, Head> heads = new TreeMap<>();
  private final ChainedLog log;

  private record Head(long number, EntryHash hash) {}

  FileHeadLog(
      StorePorts ports, VaultPlace place, Shelf shelf, Writing writing, FailureLatch failure)
      throws IOException {
    this.shelf = shelf;
    this.writing = writing;
    this.failure = failure;
    this.monitor = ports.tasks().monitor();
    this.log = ChainedLog.open(ports, place, NAME, ENTRY_BYTES_MAX, this::take);
  }

  private void take(LogFrame frame) {
    Head head = new Head(frame.number(), ChainedLog.hash(frame.entry()));
    heads.put(frame.about().folder().toString(), head);
  }

  @Override
  public Optional<byte[]> head(FolderTag folder) throws IOException {
    try (Inside _ = monitor.inside()) {
      Head head = heads.get(folder.toString());
      return head == null ? Optional.empty() : Optional.of(log.read((int) head.number));
    }
  }

  @Override
  public List<byte[]> heads() throws IOException {
    try (Inside _ = monitor.inside()) {
      List<byte[]> entries = new ArrayList<>();
      for (Head head : heads.values()) entries.add(log.read((int) head.number));
      return entries;
    }
  }

  @Override
  public long entries() {
    try (Inside _ = monitor.inside()) {
      return log.entries();
    }
  }

  @Override
  public Optional<EntryHash> tip() {
    try (Inside _ = monitor.inside()) {
      return log.tip();
    }
  }

  @Override
  public Move move(FolderTag folder, Optional<EntryHash> expected, ObjectId snapshot, byte[] entry)
      throws IOException, InterruptedException {
    log.check(entry);
    failure.check();
    if (!isExpected(folder, expected)) return new Move.Behind(head(folder));
    if (shelf.find(snapshot) == null) return new Move.Lacking(snapshot);
    writing.force(writing.watermark());
    try (Inside _ = monitor.inside()) {
      failure.check();
      if (!isExpected(folder, expected)) return new Move.Behind(head(folder));
      append(folder, snapshot, entry);
      Head head = new Head(log.entries() - 1L, ChainedLog.hash(entry));
      heads.put(folder.toString(), head);
      return new Move.Moved(head.hash, head.number);
    }
  }

  private void append(FolderTag folder, ObjectId snapshot, byte[] entry) throws IOException {
    try {
      log.append(List.of(new LogFrame.About(folder, snapshot)), List.of(entry));
    } catch (IOException e) {
      throw failure.fail(e);
    }
  }

  private boolean isExpected(FolderTag folder, Optional<EntryHash> expected) {
    try (Inside _ = monitor.inside()) {
      @Nullable Head head = heads.get(folder.toString());
      return expected.equals(Optional.ofNullable(head).map(Head::hash));
    }
  }

  @Override
  public List<byte[]> read(long fromEntry, int bytesMax) throws IOException {
    try (Inside _ = monitor.inside()) {
      return log.read(fromEntry, bytesMax);
    }
  }

  void close() throws IOException {
    try (Inside _ = monitor.inside()) {
      log.close();
    }
  }
}
