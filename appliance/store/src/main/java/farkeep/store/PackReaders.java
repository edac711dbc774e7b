package farkeep.store;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.pack.BlockCheck;
import farkeep.store.pack.PackFiles;
import farkeep.store.pack.PackFooter;
import farkeep.store.pack.PackFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Packs open for reading, the last used ones kept open.
final class PackReaders implements Closeable {
  static final int OPEN_MAX = 32;

  /// Packs whose checksums are kept in memory: 256 KiB each when the pack is full.
  static final int CHECKS_MAX = 8;

  private final PackFiles files;
  private final Tasks.Monitor monitor;
  private final Map<Integer, Reader> readers = new LinkedHashMap<>(16, 0.75f, true);
  private final LinkedHashMap<Integer, BlockCheck> checks = new LinkedHashMap<>(16, 0.75f, true);

  PackReaders(PackFiles files, Tasks.Monitor monitor) {
    this.files = files;
    this.monitor = monitor;
  }

  /// Reads at a place until the buffer is full or the pack ends.
  void read(int pack, long at, ByteBuffer into) throws IOException {
    Reader reader = take(pack);
    try {
      reader.file.read(at, into);
    } finally {
      giveBack(reader);
    }
  }

  /// Reads a record of a sealed pack and checks it with the checksums in the pack's footer.
  ///
  /// @param at where the record begins
  /// @param length bytes of the stored object
  /// @return the stored bytes; empty when the checksums can't vouch for them: the pack is not
  ///   sealed, or something is damaged
  Optional<byte[]> readVouched(int pack, ObjectId id, long at, int length) throws IOException {
    Reader reader = take(pack);
    try {
      Optional<BlockCheck> check = check(pack, reader.file);
      int bytes = check.isPresent() ? check.get().bytes(at, length) : 0;
      if (bytes == 0) return Optional.empty();
      ByteBuffer blocks = ByteBuffer.allocate(bytes);
      long from = check.get().from(at);
      if (reader.file.read(from, blocks) < bytes) return Optional.empty();
      if (!check.get().vouchesFor(id, at, length, blocks.flip())) return Optional.empty();
      int start = (int) (at - from) + PackFormat.ALIGNMENT;
      return Optional.of(Arrays.copyOfRange(blocks.array(), start, start + length));
    } finally {
      giveBack(reader);
    }
  }

  private Optional<BlockCheck> check(int pack, DiskFile file) throws IOException {
    try (Inside _ = monitor.inside()) {
      BlockCheck known = checks.get(pack);
      if (known != null) return Optional.of(known);
    }
    Optional<BlockCheck> check = PackFooter.readSums(file, pack);
    try (Inside _ = monitor.inside()) {
      if (check.isPresent()) checks.put(pack, check.get());
      if (checks.size() > CHECKS_MAX) checks.pollFirstEntry();
    }
    return check;
  }

  private Reader take(int pack) throws IOException {
    try (Inside _ = monitor.inside()) {
      Reader reader = readers.get(pack);
      if (reader == null) {
        reader = new Reader(files.open(pack, Disk.Access.READ));
        readers.put(pack, reader);
      }
      reader.users++;
      closeIdle(OPEN_MAX);
      return reader;
    }
  }

  private void giveBack(Reader reader) {
    try (Inside _ = monitor.inside()) {
      reader.users--;
    }
  }

  private void closeIdle(int openMax) throws IOException {
    Iterator<Reader> eldestFirst = readers.values().iterator();
    while (readers.size() > openMax && eldestFirst.hasNext()) {
      Reader reader = eldestFirst.next();
      if (reader.users > 0) continue;
      eldestFirst.remove();
      reader.file.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (Inside _ = monitor.inside()) {
      for (Reader reader : readers.values()) reader.file.close();
      readers.clear();
    }
  }

  private static final class Reader {
    final DiskFile file;
    int users;

    Reader(DiskFile file) {
      this.file = file;
    }
  }
}
