package farkeep.home.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/// The entries of a log in a copy of a box's directory, oldest first; what is not whole is left
/// out.
///
/// Byte by byte in `docs/format.md`, section *Pack*, *Log files*.
///
/// @param damagedAt where the first bytes are that are no whole entry; none when all are
record LogCopy(List<byte[]> entries, OptionalLong damagedAt) {
  private static final int MAGIC = 0x464b4c45; // FKLE
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 128;
  private static final int ALIGNED_BYTES = 64;
  private static final int ENTRY_BYTES_MAX = 32_768;

  /// Bytes of a log that are looked at: far more than its entries may come to.
  private static final long LOG_BYTES_MAX = 1L << 30;

  static LogCopy read(Path log) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    OptionalLong damagedAt = OptionalLong.empty();
    if (!Files.exists(log)) return new LogCopy(entries, damagedAt);
    if (Files.size(log) > LOG_BYTES_MAX) {
      throw new IOException(
          "%s has %d B; at most %d".formatted(log, Files.size(log), LOG_BYTES_MAX));
    }
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(log));
    int at = 0;
    int end = 0;
    while (at + HEAD_BYTES <= all.limit()) {
      int bytes = frame(all, at);
      // Behind damage an entry's content may look like anything.
      if (bytes >= 0 && at == end) FormatVersion.check(log, all.get(at + 4), VERSION);
      if (bytes < 0 || all.get(at + 4) != VERSION) {
        if (damagedAt.isEmpty()) damagedAt = OptionalLong.of(at);
        at += ALIGNED_BYTES;
        continue;
      }
      byte[] entry = new byte[bytes];
      all.get(at + HEAD_BYTES, entry);
      entries.add(entry);
      at += (HEAD_BYTES + bytes + ALIGNED_BYTES - 1) / ALIGNED_BYTES * ALIGNED_BYTES;
      end = at;
    }
    return new LogCopy(entries, damagedAt);
  }

  /// The length of the entry of a whole frame; below 0 when it is none.
  private static int frame(ByteBuffer all, int at) {
    if (all.getInt(at) != MAGIC) return -1;
    int bytes = all.getInt(at + 8);
    if (bytes < 0 || bytes > ENTRY_BYTES_MAX || at + HEAD_BYTES + bytes > all.limit()) return -1;
    CRC32C crc = new CRC32C();
    crc.update(all.slice(at, HEAD_BYTES - 4));
    crc.update(all.slice(at + HEAD_BYTES, bytes));
    return all.getInt(at + HEAD_BYTES - 4) == (int) crc.getValue() ? bytes : -1;
  }
}
