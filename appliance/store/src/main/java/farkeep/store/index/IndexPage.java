package farkeep.store.index;

import farkeep.store.pack.PackFormat;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// 512 bytes of the index: the unit that disks write whole, with a checksum and up to 24 slots.
///
/// A slot: u64 and u16 fingerprint, u24 pack, u32 {22 bits place / 64, 10 bits flags}, u32 length.
final class IndexPage {
  static final int BYTES = 512;
  static final int SLOTS = 24;

  private static final int SLOT_BYTES = 21;
  private static final int SLOTS_AT = 8;
  private static final int USED_AT = 4;
  private static final int FLAG_BITS = 10;
  private static final int DAMAGED = 1;
  private static final int CONDEMNED = 2;
  private static final int NODE = 4;

  private final ByteBuffer bytes;

  private IndexPage(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// A page without slots.
  static IndexPage empty() {
    return new IndexPage(ByteBuffer.allocate(BYTES));
  }

  /// Takes bytes that were read.
  ///
  /// @param bytes 512; not copied
  /// @param at where they stand in the file
  /// @throws IndexDamagedException the checksum says otherwise
  static IndexPage of(ByteBuffer bytes, long at) throws IndexDamagedException {
    IndexPage page = new IndexPage(bytes);
    if (bytes.getInt(0) != page.checksum(at) || page.used() > SLOTS) {
      throw new IndexDamagedException(
          "index page at byte %d does not match its checksum".formatted(at));
    }
    return page;
  }

  /// The page with its checksum, to be written at `at`.
  ByteBuffer sealed(long at) {
    bytes.putInt(0, checksum(at));
    return bytes.duplicate().clear();
  }

  private int checksum(long at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), bytes.arrayOffset() + USED_AT, BYTES - USED_AT);
    return (int) crc.getValue() ^ Long.hashCode(at);
  }

  int used() {
    return bytes.getShort(USED_AT);
  }

  boolean isFull() {
    return used() == SLOTS;
  }

  /// The slot of a fingerprint; -1 when the page has none.
  int find(Fingerprint fingerprint) {
    int end = SLOTS_AT + used() * SLOT_BYTES;
    for (int at = SLOTS_AT; at < end; at += SLOT_BYTES) {
      if (bytes.getLong(at) == fingerprint.high() && bytes.getShort(at + 8) == fingerprint.low()) {
        return (at - SLOTS_AT) / SLOT_BYTES;
      }
    }
    return -1;
  }

  Fingerprint fingerprint(int slot) {
    int at = SLOTS_AT + slot * SLOT_BYTES;
    return new Fingerprint(bytes.getLong(at), bytes.getShort(at + 8));
  }

  Place place(int slot) {
    int at = SLOTS_AT + slot * SLOT_BYTES + 10;
    int pack = bytes.getShort(at) << 8 & 0xffff00 | bytes.get(at + 2) & 0xff;
    int placeAndFlags = bytes.getInt(at + 3);
    long place = (long) (placeAndFlags >>> FLAG_BITS) * PackFormat.ALIGNMENT;
    boolean damaged = (placeAndFlags & DAMAGED) != 0;
    return new Place(pack, place, bytes.getInt(at + 7), damaged, (placeAndFlags & NODE) != 0);
  }

  /// Whether the sweep has given the object up.
  boolean isCondemned(int slot) {
    return (bytes.getInt(SLOTS_AT + slot * SLOT_BYTES + 13) & CONDEMNED) != 0;
  }

  /// Fills a slot.
  ///
  /// @param slot one in use, or the first free one
  void set(int slot, Fingerprint fingerprint, Place place) {
    int at = SLOTS_AT + slot * SLOT_BYTES;
    bytes.putLong(at, fingerprint.high()).putShort(at + 8, fingerprint.low());
    bytes.putShort(at + 10, (short) (place.pack() >> 8)).put(at + 12, (byte) place.pack());
    int flags = (place.damaged() ? DAMAGED : 0) | (place.node() ? NODE : 0);
    bytes.putInt(at + 13, (int) (place.at() / PackFormat.ALIGNMENT) << FLAG_BITS | flags);
    bytes.putInt(at + 17, place.length());
    if (slot == used()) bytes.putShort(USED_AT, (short) (slot + 1));
  }
}
