package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks.Inside;
import java.io.IOException;
import java.time.Instant;
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
  private final Map<String, Head> heads = new TreeMap<>();
  private final FramedLog log;

  private record Head(long number, EntryHash hash) {}

  FileHeadLog(
      StorePorts ports, VaultPlace place, Shelf shelf, Writing writing, FailureLatch failure)
      throws IOException {
    this.shelf = shelf;
    this.writing = writing;
    FramedLog.Shape shape = new FramedLog.Shape(NAME, ENTRY_BYTES_MAX);
    this.log = FramedLog.open(ports, place, shape, failure, this::take);
  }

  private void take(LogFrame frame) {
    Head head = new Head(frame.number(), ChainedLog.hash(frame.entry()));
    heads.put(frame.about().folder().toString(), head);
  }

  @Override
  public Optional<byte[]> head(FolderTag folder) throws IOException {
    try (Inside _ = log.inside()) {
      return headInside(folder);
    }
  }

  private Optional<byte[]> headInside(FolderTag folder) throws IOException {
    Head head = heads.get(folder.toString());
    return head == null ? Optional.empty() : Optional.of(log.entry(head.number));
  }

  @Override
  public List<byte[]> heads() throws IOException {
    try (Inside _ = log.inside()) {
      List<byte[]> entries = new ArrayList<>();
      for (Head head : heads.values()) entries.add(log.entry(head.number));
      return entries;
    }
  }

  @Override
  public long entries() {
    return log.entries();
  }

  @Override
  public Optional<EntryHash> tip() {
    return log.tip();
  }

  @Override
  public Move move(FolderTag folder, Optional<EntryHash> expected, ObjectId snapshot, byte[] entry)
      throws IOException, InterruptedException {
    log.check(entry);
    log.checkFailure();
    Optional<Move> elsewhere = elsewhere(folder, expected);
    if (elsewhere.isPresent()) return elsewhere.get();
    if (shelf.find(snapshot) == null) return new Move.Lacking(snapshot);
    writing.force(writing.watermark());
    try (Inside _ = log.inside()) {
      log.checkFailure();
      if (!isExpected(folder, expected)) return new Move.Behind(headInside(folder));
      long entries = log.append(List.of(new LogFrame.About(folder, snapshot)), List.of(entry));
      Head head = new Head(entries - 1, ChainedLog.hash(entry));
      heads.put(folder.toString(), head);
      return new Move.Moved(head.hash, head.number);
    }
  }

  private Optional<Move> elsewhere(FolderTag folder, Optional<EntryHash> expected)
      throws IOException {
    try (Inside _ = log.inside()) {
      if (isExpected(folder, expected)) return Optional.empty();
      return Optional.of(new Move.Behind(headInside(folder)));
    }
  }

  /// Only for who is inside the log.
  private boolean isExpected(FolderTag folder, Optional<EntryHash> expected) {
    @Nullable Head head = heads.get(folder.toString());
    return expected.equals(Optional.ofNullable(head).map(Head::hash));
  }

  @Override
  public List<byte[]> read(long fromEntry, int bytesMax) throws IOException {
    return log.read(fromEntry, bytesMax);
  }

  @Override
  public Optional<Instant> receivedAt(long entry) throws IOException {
    return log.frame(entry).flatMap(LogFrame::receivedAt);
  }

  void close() throws IOException {
    log.close();
  }
}
