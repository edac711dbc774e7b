package farkeep.store.pack;

import farkeep.objects.ObjectId;
import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a pack without a good footer holds, found by reading all of it.
///
/// The scan goes on past places that are neither record nor commit, 64 bytes at a time, so that one
/// bad sector does not hide what stands behind it.
///
/// @param header of the pack
/// @param size of the file
/// @param records in the order of the file
/// @param commits in the order of the file
/// @param gaps places that are neither, each run of them once
public record PackScan(
    PackHeader header, long size, List<Found> records, List<CommitRecord> commits, List<Gap> gaps) {
  /// A record whose head is whole.
  ///
  /// @param intact whether the stored bytes match the id
  public record Found(RecordHead head, long at, boolean intact) {
    /// Where the next record stands.
    public long end() {
      return at + PackFormat.recordBytes(head.length());
    }

    /// As it stands in a footer.
    public PackEntry entry() {
      return new PackEntry(head.id(), at, head.length(), !intact);
    }
  }

  /// Bytes that are neither record nor commit.
  public record Gap(long from, long to) {}

  /// Scans a pack.
  ///
  /// @return empty when neither copy of its header is whole
  public static Optional<PackScan> of(DiskFile file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(PackFormat.HEADER_BYTES);
    file.read(0, head);
    Optional<PackHeader> header = PackHeader.decode(head.flip());
    if (header.isEmpty()) return Optional.empty();
    Scanner scanner = new Scanner(file, header.get());
    scanner.scan();
    return Optional.of(
        new PackScan(header.get(), scanner.size, scanner.records, scanner.commits, scanner.gaps));
  }

  private static final class Scanner {
    private static final int WINDOW_BYTES = 256 << 10;

    private final DiskFile file;
    private final PackHeader header;
    private final long size;
    private final List<Found> records = new ArrayList<>();
    private final List<CommitRecord> commits = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowAt;

    Scanner(DiskFile file, PackHeader header) throws IOException {
      this.file = file;
      this.header = header;
      this.size = file.size();
    }

    void scan() throws IOException {
      long at = PackFormat.HEADER_BYTES;
      while (at < size) at = at + PackFormat.ALIGNMENT > size ? gap(at, size) : step(at);
    }

    private long step(long at) throws IOException {
      int inWindow = at(at);
      Optional<RecordHead> record = RecordHead.decode(header.salt(), window, inWindow);
      if (record.isPresent()) {
        Found found = found(record.get(), at);
        if (found.end() <= size) {
          records.add(found);
          return found.end();
        }
      }
      Optional<CommitRecord> commit = CommitRecord.decode(header, window, inWindow, at);
      if (commit.isEmpty()) return gap(at, at + PackFormat.ALIGNMENT);
      commits.add(commit.get());
      return commit.get().end();
    }

    private Found found(RecordHead head, long at) throws IOException {
      if (at + PackFormat.recordBytes(head.length()) > size) return new Found(head, at, false);
      byte[] stored = new byte[head.length()];
      file.read(at + PackFormat.ALIGNMENT, ByteBuffer.wrap(stored));
      return new Found(head, at, ObjectId.ofStored(stored).equals(head.id()));
    }

    private long gap(long from, long to) {
      if (!gaps.isEmpty() && gaps.getLast().to == from) {
        gaps.set(gaps.size() - 1, new Gap(gaps.getLast().from, to));
      } else {
        gaps.add(new Gap(from, to));
      }
      return to;
    }

    /// The place in the window of 64 bytes of the file.
    private int at(long at) throws IOException {
      if (at < windowAt || at + PackFormat.ALIGNMENT > windowAt + window.limit()) {
        windowAt = at;
        file.read(at, window.clear());
        window.flip();
      }
      return (int) (at - windowAt);
    }
  }
}
