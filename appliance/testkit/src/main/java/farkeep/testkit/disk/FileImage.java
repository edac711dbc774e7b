package farkeep.testkit.disk;

import farkeep.testkit.disk.DiskOperation.Truncate;
import farkeep.testkit.disk.DiskOperation.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A file's content twice: as it is read, and as it would survive; and what lies between the two.
final class FileImage {
  private static final int[] SECTOR_BYTES = {512, 4096};

  private Content cached = new Content(new byte[0], 0);
  private Content durable = new Content(new byte[0], 0);
  private final List<DiskOperation> unforced = new ArrayList<>();
  final boolean directory;
  private int openings;

  FileImage(boolean directory) {
    this.directory = directory;
  }

  /// Bytes in a buffer that grows.
  private record Content(byte[] bytes, int size) {
    Content with(DiskOperation change) {
      return switch (change) {
        case Write(int _, long at, byte[] written) -> with((int) at, written, 0, written.length);
        case Truncate(int _, long size) -> sized((int) size);
        default -> throw new IllegalArgumentException("changes no content: " + change);
      };
    }

    Content with(int at, byte[] from, int start, int length) {
      Content room = at + length > size ? sized(at + length) : this;
      System.arraycopy(from, start, room.bytes, at, length);
      return room;
    }

    Content sized(int newSize) {
      byte[] room = newSize > bytes.length ? Arrays.copyOf(bytes, newSize + newSize / 2) : bytes;
      if (newSize < size) Arrays.fill(room, newSize, size, (byte) 0);
      return new Content(room, newSize);
    }

    Content copy() {
      return new Content(Arrays.copyOf(bytes, size), size);
    }
  }

  int size() {
    return cached.size;
  }

  void opened() {
    openings++;
  }

  void closed() {
    openings--;
  }

  boolean isOpen() {
    return openings > 0;
  }

  /// @return bytes read; 0 at the end
  int read(long at, byte[] into, int start, int length) {
    if (at >= cached.size) return 0;
    int count = (int) Math.min(length, cached.size - at);
    System.arraycopy(cached.bytes, (int) at, into, start, count);
    return count;
  }

  void change(DiskOperation change) {
    cached = cached.with(change);
    unforced.add(change);
  }

  void force() {
    for (DiskOperation each : unforced) durable = durable.with(each);
    unforced.clear();
  }

  void failForce() {
    unforced.clear();
  }

  void rot(long at, int mask) {
    cached.bytes[(int) at] ^= (byte) mask;
    if (at < durable.size) durable.bytes[(int) at] ^= (byte) mask;
  }

  /// What a power cut leaves: of each unforced change all, nothing or some sectors.
  FileImage crashed(CrashChance chance) {
    Content left = durable.copy();
    for (DiskOperation each : unforced) left = survived(left, each, chance);
    FileImage after = new FileImage(directory);
    after.durable = left;
    after.cached = left.copy();
    return after;
  }

  private static Content survived(Content left, DiskOperation change, CrashChance chance) {
    return switch (chance.next()) {
      case KEPT -> left.with(change);
      case LOST -> left;
      case TORN ->
          switch (change) {
            case Write write -> torn(left, write, chance.random());
            default -> left;
          };
    };
  }

  private static Content torn(Content left, Write write, SplittableRandom random) {
    int sector = SECTOR_BYTES[random.nextInt(SECTOR_BYTES.length)];
    int at = (int) write.at();
    int end = at + write.bytes().length;
    Content torn = random.nextInt(4) == 0 && end > left.size ? left.sized(end) : left;
    for (int from = at; from < end; ) {
      int to = Math.min(end, (from / sector + 1) * sector);
      if (random.nextBoolean()) torn = torn.with(from, write.bytes(), from - at, to - from);
      from = to;
    }
    return torn;
  }
}
