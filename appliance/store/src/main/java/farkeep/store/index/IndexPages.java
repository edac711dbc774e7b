package farkeep.store.index;

import farkeep.objects.port.DiskFile;
import farkeep.store.index.IndexDirectory.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The pages of the index's file. Many threads may read while one writes and appends.
final class IndexPages {
  private final DiskFile file;
  private long end;

  /// @param from where the first page may stand
  IndexPages(DiskFile file, long from) throws IOException {
    this.file = file;
    long whole = (file.size() + IndexPage.BYTES - 1) & -IndexPage.BYTES;
    this.end = Math.max(from, whole);
  }

  /// Where a fingerprint is looked for.
  ///
  /// @param probe 0 for its own page, then one more for each page that was full
  static long at(Segment segment, Fingerprint fingerprint, int probe) {
    int page = fingerprint.page(segment.pages()) + probe & (segment.pages() - 1);
    return segment.at() + (long) page * IndexPage.BYTES;
  }

  /// Makes room for pages behind all others.
  ///
  /// @return where the first of them stands; nothing is written yet
  long append(int count) {
    long at = end;
    end += (long) count * IndexPage.BYTES;
    return at;
  }

  /// @param into 512 bytes, which the page is in from then on
  /// @throws IndexDamagedException it is not what was written
  IndexPage read(long at, ByteBuffer into) throws IOException {
    if (file.read(at, into) < IndexPage.BYTES) {
      throw new IndexDamagedException("index ends before its page at byte " + at);
    }
    return IndexPage.of(into, at);
  }

  void write(long at, IndexPage page) throws IOException {
    file.write(at, page.sealed(at));
  }
}
