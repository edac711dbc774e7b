package farkeep.store.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/// What the index file begins with: its key, where its segments lie, and which packs it covers.
///
/// Two copies are written in turn, so that one is always whole.
///
/// @param generation counts up with each writing
/// @param k0 first half of the key of the fingerprints
/// @param k1 second half
/// @param covered the packs whose objects are in the index
/// @param segments 256
record IndexDirectory(long generation, long k0, long k1, Covered covered, List<Segment> segments) {
  static final int SEGMENTS = 256;

  /// Bytes of one copy.
  static final int BYTES = 8192;

  private static final int MAGIC = 0x464b4958; // FKIX
  private static final int VERSION = 1;
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

  /// Where a segment's pages lie.
  ///
  /// @param at bytes from the start of the file
  /// @param pages a power of two, or 0 for a segment that is still empty
  /// @param objects slots in use, about
  record Segment(long at, int pages, int objects) {
    static final Segment EMPTY = new Segment(0, 0, 0);

    /// Whether pages can lie there, and hold so many objects. What is believed here says how long
    /// the file becomes.
    private boolean isSound(long fileBytes) {
      if (pages == 0) return objects == 0;
      if (pages < 0 || Integer.bitCount(pages) != 1) return false;
      boolean inside = at >= 2L * BYTES && at <= fileBytes - (long) pages * IndexPage.BYTES;
      return inside && objects >= 0 && objects <= (long) pages * IndexPage.SLOTS;
    }
  }

  /// Which packs are covered: those below a number, but for a few, and a digest of them to notice
  /// packs that came or went behind the index's back.
  ///
  /// @param below numbers from here on are not covered
  /// @param except numbers below that are not covered either; at most [#EXCEPT_MAX]
  /// @param digest of the numbers that are
  record Covered(int below, SortedSet<Integer> except, int digest) {
    static final int EXCEPT_MAX = 512;
    static final Covered NONE = new Covered(0, new TreeSet<>(), digest(new TreeSet<>()));

    static Covered of(SortedSet<Integer> covered, SortedSet<Integer> existing) {
      int below = covered.isEmpty() ? 0 : covered.last() + 1;
      SortedSet<Integer> except = new TreeSet<>(existing.headSet(below));
      except.removeAll(covered);
      if (except.size() > EXCEPT_MAX) return NONE; // the next start inserts all packs again
      return new Covered(below, except, digest(covered));
    }

    /// Those of the packs that exist which the index covers; empty when it covers others as well.
    Optional<SortedSet<Integer>> among(SortedSet<Integer> existing) {
      SortedSet<Integer> covered = new TreeSet<>(existing.headSet(below));
      covered.removeAll(except);
      return digest(covered) == digest ? Optional.of(covered) : Optional.empty();
    }

    private static int digest(SortedSet<Integer> numbers) {
      CRC32C crc = new CRC32C();
      ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
      for (int each : numbers) crc.update(number.putInt(0, each).clear());
      return (int) crc.getValue();
    }
  }

  /// Where the copy of this generation is written.
  long at() {
    return (generation & 1) * BYTES;
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putInt(MAGIC).putInt(VERSION).putLong(generation).putLong(k0).putLong(k1);
    bytes.putInt(covered.below).putInt(covered.digest).putInt(covered.except.size());
    covered.except.forEach(bytes::putInt);
    bytes.position(BYTES / 2 - 4 * Integer.BYTES);
    for (Segment each : segments) bytes.putLong(each.at).putInt(each.pages).putInt(each.objects);
    return bytes.putInt(CHECKSUM_AT, checksum(bytes)).clear();
  }

  /// Reads one copy.
  ///
  /// @param fileBytes how long the file is, the pages included
  /// @return empty when it is none, or says what can't be
  static Optional<IndexDirectory> decode(ByteBuffer bytes, long fileBytes) {
    boolean whole =
        bytes.getInt(0) == MAGIC
            && bytes.getInt(4) == VERSION
            && bytes.getInt(CHECKSUM_AT) == checksum(bytes)
            && bytes.getInt(40) <= Covered.EXCEPT_MAX;
    if (!whole) return Optional.empty();
    SortedSet<Integer> except = new TreeSet<>();
    for (int i = 0; i < bytes.getInt(40); i++) except.add(bytes.getInt(44 + i * 4));
    Covered covered = new Covered(bytes.getInt(32), except, bytes.getInt(36));
    Segment[] segments = new Segment[SEGMENTS];
    ByteBuffer table = bytes.duplicate().position(BYTES / 2 - 4 * Integer.BYTES);
    Arrays.setAll(segments, _ -> new Segment(table.getLong(), table.getInt(), table.getInt()));
    if (!Arrays.stream(segments).allMatch(it -> it.isSound(fileBytes))) return Optional.empty();
    return Optional.of(
        new IndexDirectory(
            bytes.getLong(8), bytes.getLong(16), bytes.getLong(24), covered, List.of(segments)));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CHECKSUM_AT));
    return (int) crc.getValue();
  }

  /// The same, with other segments.
  IndexDirectory with(List<Segment> segments) {
    return new IndexDirectory(generation, k0, k1, covered, List.copyOf(segments));
  }
}
