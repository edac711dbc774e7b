package farkeep.store;

import farkeep.objects.port.Disk;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// How much may still be admitted before the reserve is touched. The disk is asked again only after
/// some bytes were admitted, or when room is scarce.
final class FreeSpace {
  private static final long ASKED_EVERY_BYTES = 16 << 20;

  private final Disk disk;
  private final long reservedBytes;
  private final AtomicLong leftBytes = new AtomicLong();
  private final AtomicLong untilAskedBytes = new AtomicLong();

  FreeSpace(Disk disk, StoreSettings.Reserve reserve) throws IOException {
    this.disk = disk;
    this.reservedBytes = reserve.bytes(disk.totalBytes());
  }

  /// Takes room for some bytes.
  ///
  /// @return whether there is
  boolean take(long bytes) throws IOException {
    boolean scarce = leftBytes.addAndGet(-bytes) < ASKED_EVERY_BYTES;
    if (scarce || untilAskedBytes.addAndGet(-bytes) < 0) {
      untilAskedBytes.set(ASKED_EVERY_BYTES);
      leftBytes.set(freeBytes() - bytes);
    }
    return leftBytes.get() >= 0;
  }

  /// Bytes that may still be admitted.
  long freeBytes() throws IOException {
    return Math.max(0, disk.freeBytes() - reservedBytes);
  }

  /// Bytes of the whole disk.
  long totalBytes() throws IOException {
    return disk.totalBytes();
  }
}
