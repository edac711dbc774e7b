package farkeep.store;

import farkeep.objects.port.Disk;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.pack.PackFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// Packs open for reading, the last used ones kept open.
final class PackReaders implements Closeable {
  static final int OPEN_MAX = 32;

  private final PackFiles files;
  private final Tasks.Monitor monitor;
  private final Map<Integer, Reader> readers = new LinkedHashMap<>(16, 0.75f, true);

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
