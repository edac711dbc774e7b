package farkeep.store.pack;

import java.nio.ByteBuffer;
import java.util.Optional;

/// The 64 bytes that end what one force made durable.
///
/// A commit is written only after the force of the one before it has returned. So whatever stands
/// before the newest commit but one was surely forced; of the newest, only its own batch is in
/// doubt.
///
/// @param sequence of the last object in the vault that this commit covers
/// @param at where the commit record itself stands
/// @param batchAt where its batch begins: right behind the commit before
/// @param reliance how far the data packs must have come, for a meta pack; [Reliance#NONE]
///   otherwise
public record CommitRecord(long sequence, long at, long batchAt, Reliance reliance) {
  private static final int MAGIC = 0x464b434d; // FKCM
  private static final int CHECKSUM_AT = 60;

  /// A place in a data pack.
  ///
  /// @param pack its number; 0 for none
  /// @param end bytes from its start
  public record Reliance(int pack, long end) {
    /// On nothing.
    public static final Reliance NONE = new Reliance(0, 0);
  }

  /// Where the next record would stand.
  public long end() {
    return at + PackFormat.ALIGNMENT;
  }

  /// Writes the commit at the buffer's position and moves it on by 64 bytes.
  void encode(PackHeader pack, ByteBuffer into) {
    int start = into.position();
    into.putInt(MAGIC).put(PackFormat.VERSION).put((byte) pack.kind().code()).putShort((short) 0);
    into.putInt(reliance.pack).putLong(sequence).putLong(at).putLong(batchAt);
    into.putLong(reliance.end).putLong(0).putLong(0);
    into.putInt(PackFormat.checksum(pack.salt(), into, start, CHECKSUM_AT));
  }

  /// Reads a commit.
  ///
  /// @param bytes 64 of them from `at` on
  /// @param place where they stand in the pack
  /// @return empty when there is none, or one that belongs elsewhere
  static Optional<CommitRecord> decode(PackHeader pack, ByteBuffer bytes, int at, long place) {
    boolean whole =
        bytes.getInt(at) == MAGIC
            && bytes.get(at + 4) == PackFormat.VERSION
            && pack.kind().is(bytes.get(at + 5))
            && bytes.getLong(at + 20) == place
            && bytes.getInt(at + CHECKSUM_AT)
                == PackFormat.checksum(pack.salt(), bytes, at, CHECKSUM_AT);
    if (!whole) return Optional.empty();
    Reliance reliance = new Reliance(bytes.getInt(at + 8), bytes.getLong(at + 36));
    return Optional.of(
        new CommitRecord(bytes.getLong(at + 12), place, bytes.getLong(at + 28), reliance));
  }
}
