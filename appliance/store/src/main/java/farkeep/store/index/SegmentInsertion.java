package farkeep.store.index;

import farkeep.store.index.IndexDirectory.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// New slots of one segment: the pages that they touch are held until all are in.
final class SegmentInsertion {
  private static final int FULLNESS_PERCENT_MAX = 80;

  private final IndexPages pages;
  private final int number;
  private Segment segment;
  private final Map<Long, IndexPage> touched = new TreeMap<>();
  private int added;

  /// @param number which of the segments
  SegmentInsertion(IndexPages pages, int number, Segment segment) {
    this.pages = pages;
    this.number = number;
    this.segment = segment;
  }

  /// Makes the segment grow, when it could not take so many slots more.
  void makeRoom(int slots) throws IOException {
    long needed = segment.objects() + (long) slots;
    int count = Math.max(1, segment.pages());
    while (needed * 100 > (long) count * IndexPage.SLOTS * FULLNESS_PERCENT_MAX) count *= 2;
    if (count != segment.pages()) grow(count);
  }

  private void grow(int count) throws IOException {
    Segment old = segment;
    segment = new Segment(pages.append(count), count, 0);
    for (int i = 0; i < count; i++) {
      touched.put(segment.at() + (long) i * IndexPage.BYTES, IndexPage.empty());
    }
    for (int i = 0; i < old.pages(); i++) {
      IndexPage page =
          pages.read(old.at() + (long) i * IndexPage.BYTES, ByteBuffer.allocate(IndexPage.BYTES));
      for (int slot = 0; slot < page.used(); slot++) {
        if (!page.isCondemned(slot)) put(page.fingerprint(slot), page.place(slot));
      }
    }
  }

  /// Takes a slot in; one with the same fingerprint stays when its pack is newer.
  SegmentInsertion put(Fingerprint fingerprint, Place place) throws IOException {
    for (int probe = 0; probe < segment.pages(); probe++) {
      IndexPage page = page(IndexPages.at(segment, fingerprint, probe));
      int slot = page.find(fingerprint);
      if (slot >= 0) {
        if (page.place(slot).pack() <= place.pack()) page.set(slot, fingerprint, place);
        return this;
      }
      if (!page.isFull()) {
        page.set(page.used(), fingerprint, place);
        added++;
        return this;
      }
    }
    throw new IndexDamagedException(
        "index segment %d is full with %d pages".formatted(number, segment.pages()));
  }

  private IndexPage page(long at) throws IOException {
    IndexPage page = touched.get(at);
    if (page == null) {
      page = pages.read(at, ByteBuffer.allocate(IndexPage.BYTES));
      touched.put(at, page);
    }
    return page;
  }

  /// Writes the pages that were touched.
  ///
  /// @return the segment as it is now
  Segment write() throws IOException {
    for (Map.Entry<Long, IndexPage> each : touched.entrySet()) {
      pages.write(each.getKey(), each.getValue());
    }
    return new Segment(segment.at(), segment.pages(), segment.objects() + added);
  }
}
