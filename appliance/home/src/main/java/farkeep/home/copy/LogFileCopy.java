package farkeep.home.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One of the two files of a log, in a copy of a box's directory.
///
/// Byte by byte in `docs/format.md`, section *Pack*, *Log files*.
///
/// @param bytes none when there is no such file
record LogFileCopy(Path path, ByteBuffer bytes) {
  static final int ALIGNED_BYTES = 64;

  private static final int MAGIC = 0x464b4c45; // FKLE
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 128;
  private static final int ENTRY_BYTES_MAX = 61_440;
  private static final int NUMBER_AT = 16;
  private static final int ABOUT_AT = 24;
  private static final int CHAIN_AT = 72;
  private static final int CHAIN_END = 104;

  /// Bytes of a log that are looked at: far more than its entries may come to.
  private static final long LOG_BYTES_MAX = 1L << 30;

  /// An entry and what stands around it.
  ///
  /// @param chain SHA-256 over the chain before, folder, snapshot and entry
  /// @param bytes that it takes in the file
  record Frame(long number, byte[] about, byte[] chain, byte[] entry, int bytes) {
    /// Whether it is what came next behind a chain value.
    boolean follows(byte[] before) {
      try {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(before);
        sha.update(about);
        return Arrays.equals(sha.digest(entry), chain);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java has no SHA-256", e);
      }
    }
  }

  static LogFileCopy read(Path path) throws IOException {
    if (!Files.exists(path)) return new LogFileCopy(path, ByteBuffer.allocate(0));
    if (Files.size(path) > LOG_BYTES_MAX) {
      throw new IOException(
          "%s has %d B; at most %d".formatted(path, Files.size(path), LOG_BYTES_MAX));
    }
    return new LogFileCopy(path, ByteBuffer.wrap(Files.readAllBytes(path)));
  }

  int size() {
    return bytes.limit();
  }

  /// The whole frame at a place, if there is one of the known version.
  Optional<Frame> frame(int at) {
    int length = length(at);
    if (length < 0 || bytes.get(at + 4) != VERSION) return Optional.empty();
    byte[] about = new byte[CHAIN_AT - ABOUT_AT];
    byte[] chain = new byte[CHAIN_END - CHAIN_AT];
    byte[] entry = new byte[length];
    bytes.get(at + ABOUT_AT, about).get(at + CHAIN_AT, chain).get(at + HEAD_BYTES, entry);
    int all = (HEAD_BYTES + length + ALIGNED_BYTES - 1) / ALIGNED_BYTES * ALIGNED_BYTES;
    return Optional.of(new Frame(bytes.getLong(at + NUMBER_AT), about, chain, entry, all));
  }

  /// @throws IOException a newer program has written what stands at a place
  void checkVersion(int at) throws IOException {
    if (length(at) >= 0) FormatVersion.check(path, bytes.get(at + 4), VERSION);
  }

  /// The length of the entry of a whole frame; below 0 when it is none.
  private int length(int at) {
    if (at + HEAD_BYTES > size() || bytes.getInt(at) != MAGIC) return -1;
    int length = bytes.getInt(at + 8);
    if (length < 1 || length > ENTRY_BYTES_MAX || at + HEAD_BYTES + length > size()) return -1;
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(at, HEAD_BYTES - 4));
    crc.update(bytes.slice(at + HEAD_BYTES, length));
    return bytes.getInt(at + HEAD_BYTES - 4) == (int) crc.getValue() ? length : -1;
  }
}
