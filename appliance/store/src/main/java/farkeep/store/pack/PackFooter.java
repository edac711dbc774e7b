package farkeep.store.pack;

import farkeep.objects.Bytes32;
import farkeep.objects.Limits;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.port.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What seals a pack: sorted index, checksum of every 4 KiB, room for parity, and a SHA-256 over
/// all of it. The index names each object by its own SHA-256, so this one hash vouches for the
/// pack.
///
/// @param header of the pack that it seals
/// @param recordsEnd where the records end and the footer begins
/// @param sequence of the last object in the pack
/// @param entries the objects, ascending by id, no id twice
/// @param blockSums CRC32C of every 4 KiB before `recordsEnd`
public record PackFooter(
    PackHeader header, long recordsEnd, long sequence, List<PackEntry> entries, int[] blockSums) {
  /// Bytes of one entry.
  static final int ENTRY_BYTES = 48;

  /// The last bytes of a sealed pack, which say how long the rest of the footer is.
  static final int TRAILER_BYTES = 128;

  private static final int MAGIC = 0x464b5046; // FKPF
  private static final byte DAMAGED = 1;
  private static final int HASH_AT = 80;
  private static final int CHECKSUM_AT = TRAILER_BYTES - Integer.BYTES;

  /// Sorts the entries.
  public PackFooter {
    entries = entries.stream().sorted(Comparator.comparing(PackEntry::id)).toList();
  }

  /// Bytes that the footer takes.
  public long bytes() {
    return (long) entries.size() * ENTRY_BYTES + blockSums.length * 4L + TRAILER_BYTES;
  }

  /// The footer as it stands behind the records.
  ByteBuffer encode() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(bytes()));
    for (PackEntry entry : entries) {
      entry.id().value().write(all);
      all.putInt((int) (entry.at() / PackFormat.ALIGNMENT)).putInt(entry.length());
      all.putLong(entry.damaged() ? (long) DAMAGED << 56 : 0);
    }
    for (int sum : blockSums) all.putInt(sum);
    int trailer = all.position();
    all.putInt(MAGIC).put(PackFormat.VERSION).put((byte) header.kind().code()).putShort((short) 0);
    all.putInt(header.number()).putInt(entries.size()).putLong(header.salt()).putLong(recordsEnd);
    all.putLong(sequence).putLong(0); // no parity
    header.box().value().write(all);
    all.put(hash(all, trailer + HASH_AT));
    all.position(trailer + CHECKSUM_AT);
    all.putInt(PackFormat.checksum(0, all, trailer, CHECKSUM_AT));
    return all.flip();
  }

  private static byte[] hash(ByteBuffer all, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(all.slice(0, length));
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /// Reads the footer of a pack.
  ///
  /// @param number of the pack, as its name says
  /// @return empty when the pack is not sealed, or its footer is damaged
  public static Optional<PackFooter> read(DiskFile file, int number) throws IOException {
    Optional<Trailer> trailer = Trailer.read(file);
    if (trailer.isEmpty() || trailer.get().header.number() != number) return Optional.empty();
    Optional<ByteBuffer> all = readAll(file, trailer.get());
    return all.map(trailer.get()::decode).filter(PackFooter::isSound);
  }

  private boolean isSound() {
    return entries.stream().allMatch(this::isInside);
  }

  private boolean isInside(PackEntry entry) {
    return entry.at() >= PackFormat.HEADER_BYTES
        && entry.length() >= 1
        && entry.length() <= Limits.OBJECT_BYTES_MAX
        && entry.at() + PackFormat.recordBytes(entry.length()) <= recordsEnd;
  }

  /// Reads only the checksums out of the footer of a pack.
  ///
  /// @param number of the pack, as its name says
  /// @return empty when the pack is not sealed, or its footer is damaged
  public static Optional<BlockCheck> readSums(DiskFile file, int number) throws IOException {
    Optional<Trailer> trailer = Trailer.read(file);
    if (trailer.isEmpty() || trailer.get().header.number() != number) return Optional.empty();
    Optional<ByteBuffer> all = readAll(file, trailer.get());
    return all.map(trailer.get()::sums);
  }

  private static Optional<ByteBuffer> readAll(DiskFile file, Trailer trailer) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) (file.size() - trailer.recordsEnd));
    if (file.read(trailer.recordsEnd, all) < all.capacity()) return Optional.empty();
    int hashAt = all.capacity() - TRAILER_BYTES + HASH_AT;
    byte[] hash = new byte[Bytes32.BYTES];
    all.get(hashAt, hash);
    if (!Arrays.equals(hash, hash(all, hashAt))) return Optional.empty();
    return Optional.of(all.clear());
  }

  /// The end of the footer: enough to know where a sealed pack's records end.
  private record Trailer(PackHeader header, long recordsEnd, long sequence, int count) {
    static Optional<Trailer> read(DiskFile file) throws IOException {
      long size = file.size();
      ByteBuffer end = ByteBuffer.allocate(TRAILER_BYTES);
      if (size < PackFormat.HEADER_BYTES + TRAILER_BYTES) return Optional.empty();
      if (file.read(size - TRAILER_BYTES, end) < TRAILER_BYTES) return Optional.empty();
      boolean whole =
          end.getInt(0) == MAGIC
              && end.get(4) == PackFormat.VERSION
              && end.getInt(CHECKSUM_AT) == PackFormat.checksum(0, end, 0, CHECKSUM_AT);
      if (!whole) return Optional.empty();
      PackClass kind = PackClass.META.is(end.get(5)) ? PackClass.META : PackClass.DATA;
      Bytes32 box = Bytes32.read(end.position(48));
      Trailer trailer =
          new Trailer(
              new PackHeader(end.getInt(8), kind, new PeerId(box), end.getLong(16)),
              end.getLong(24),
              end.getLong(32),
              end.getInt(12));
      return trailer.fits(size) ? Optional.of(trailer) : Optional.empty();
    }

    private boolean fits(long size) {
      long blocks = (recordsEnd + BlockSums.BLOCK_BYTES - 1) / BlockSums.BLOCK_BYTES;
      return recordsEnd >= PackFormat.HEADER_BYTES
          && count >= 0
          && size == recordsEnd + (long) count * ENTRY_BYTES + blocks * 4 + TRAILER_BYTES;
    }

    PackFooter decode(ByteBuffer all) {
      List<PackEntry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        ObjectId id = new ObjectId(Bytes32.read(all));
        long at = Integer.toUnsignedLong(all.getInt()) * PackFormat.ALIGNMENT;
        entries.add(new PackEntry(id, at, all.getInt(), all.getLong() != 0));
      }
      return new PackFooter(header, recordsEnd, sequence, entries, blockSums(all));
    }

    BlockCheck sums(ByteBuffer all) {
      return new BlockCheck(
          header.salt(), recordsEnd, blockSums(all.position(count * ENTRY_BYTES)));
    }

    private static int[] blockSums(ByteBuffer from) {
      int[] sums = new int[(from.remaining() - TRAILER_BYTES) / 4];
      for (int i = 0; i < sums.length; i++) sums[i] = from.getInt();
      return sums;
    }
  }
}
