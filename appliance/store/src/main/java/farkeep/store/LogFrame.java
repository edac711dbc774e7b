package farkeep.store;

import farkeep.objects.Bytes32;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/// One entry of a head log or vault log as it stands in the file: 128 bytes, then the entry, padded
/// to 64 bytes.
///
/// @param number counted from 0
/// @param received when the box took it in, by its clock, in seconds since 1970; 0 when not known
/// @param about what a head move is about; zeros in a vault log
/// @param chain SHA-256 of the chain value before, of `about` and of the entry
/// @param entry the signed bytes
record LogFrame(long number, int received, About about, Bytes32 chain, byte[] entry) {
  static final int HEAD_BYTES = 128;
  static final int ALIGNMENT = 64;

  /// Bytes that the shortest entry takes in the file.
  static final int BYTES_MIN = HEAD_BYTES + ALIGNMENT;

  /// What the first entry is chained to.
  static final Bytes32 CHAIN_START = new Bytes32(0, 0, 0, 0);

  private static final long SECONDS_MAX = 0xffff_ffffL;
  private static final int MAGIC = 0x464b4c45; // FKLE
  static final byte VERSION = 1;
  private static final int VERSION_AT = 4;
  private static final int LENGTH_AT = 8;
  private static final int RECEIVED_AT = 12;
  private static final int CHECKSUM_AT = HEAD_BYTES - Integer.BYTES;
  private static final int ABOUT_AT = 24;
  private static final int CHAIN_AT = ABOUT_AT + FolderTag.BYTES + Bytes32.BYTES;

  /// Folder and snapshot of a head move.
  record About(FolderTag folder, ObjectId snapshot) {
    static final About NOTHING = new About(new FolderTag(0, 0), new ObjectId(CHAIN_START));
  }

  /// The frame that follows a chain value.
  static LogFrame after(Bytes32 chain, long number, Instant received, About about, byte[] entry) {
    return new LogFrame(number, seconds(received), about, next(chain, about, entry), entry);
  }

  /// A clock that is not between 1970 and 2106 knows nothing.
  private static int seconds(Instant time) {
    long seconds = time.getEpochSecond();
    return seconds > 0 && seconds <= SECONDS_MAX ? (int) seconds : 0;
  }

  /// When the box took it in, to the second; empty when it did not know.
  Optional<Instant> receivedAt() {
    return received == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(Integer.toUnsignedLong(received)));
  }

  /// Whether the other is the same frame, byte for byte: the chain value vouches for the entry.
  boolean isSame(LogFrame other) {
    return number == other.number && received == other.received && chain.equals(other.chain);
  }

  /// Whether the frame follows a chain value.
  boolean follows(Bytes32 before) {
    return next(before, about, entry).equals(chain);
  }

  private static Bytes32 next(Bytes32 chain, About about, byte[] entry) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(chain.bytes());
      sha.update(about.folder.bytes());
      sha.update(about.snapshot.bytes());
      return Bytes32.of(sha.digest(entry));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /// Bytes that it takes in the file.
  int bytes() {
    return bytes(entry.length);
  }

  private static int bytes(int entryBytes) {
    return HEAD_BYTES + (entryBytes + ALIGNMENT - 1 & -ALIGNMENT);
  }

  ByteBuffer encode() {
    ByteBuffer all = ByteBuffer.allocate(bytes());
    all.putInt(MAGIC).put(VERSION).put((byte) 0).putShort((short) 0).putInt(entry.length);
    all.putInt(received).putLong(number).put(about.folder.bytes());
    about.snapshot.value().write(all);
    chain.write(all);
    all.put(HEAD_BYTES, entry).putInt(CHECKSUM_AT, checksum(all, entry.length));
    return all.clear();
  }

  /// The version of a whole frame, whatever version it is: magic, version, length and checksum
  /// stand in the same place in all versions, which tells a newer entry from a damaged one.
  ///
  /// @return empty when no whole frame is there
  static OptionalInt version(ByteBuffer bytes, int at, int entryBytesMax) {
    if (bytes.limit() - at < HEAD_BYTES || bytes.getInt(at) != MAGIC) return OptionalInt.empty();
    int length = bytes.getInt(at + LENGTH_AT);
    boolean fits = length >= 1 && length <= entryBytesMax && bytes.limit() - at >= bytes(length);
    if (!fits) return OptionalInt.empty();
    ByteBuffer frame = bytes.slice(at, bytes(length));
    if (frame.getInt(CHECKSUM_AT) != checksum(frame, length)) return OptionalInt.empty();
    return OptionalInt.of(Byte.toUnsignedInt(frame.get(VERSION_AT)));
  }

  /// Reads a frame.
  ///
  /// @param at where it begins in the buffer
  /// @param entryBytesMax longer entries are not entries
  /// @return empty when no whole frame of the known version is there
  static Optional<LogFrame> decode(ByteBuffer bytes, int at, int entryBytesMax) {
    if (version(bytes, at, entryBytesMax).orElse(0) != VERSION) return Optional.empty();
    int length = bytes.getInt(at + LENGTH_AT);
    ByteBuffer frame = bytes.slice(at, bytes(length));
    FolderTag folder = new FolderTag(frame.getLong(ABOUT_AT), frame.getLong(ABOUT_AT + 8));
    frame.position(ABOUT_AT + FolderTag.BYTES);
    ObjectId snapshot = new ObjectId(Bytes32.read(frame));
    byte[] entry = new byte[length];
    frame.get(HEAD_BYTES, entry);
    Bytes32 chain = Bytes32.read(frame.position(CHAIN_AT));
    int received = frame.getInt(RECEIVED_AT);
    return Optional.of(
        new LogFrame(frame.getLong(16), received, new About(folder, snapshot), chain, entry));
  }

  private static int checksum(ByteBuffer frame, int entryBytes) {
    CRC32C crc = new CRC32C();
    crc.update(frame.slice(0, CHECKSUM_AT));
    crc.update(frame.slice(HEAD_BYTES, entryBytes));
    return (int) crc.getValue();
  }
}
