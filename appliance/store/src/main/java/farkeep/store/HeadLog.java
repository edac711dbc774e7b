package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The head moves of one vault, in the order the box made them: append-only, hash-chained, forced.
///
/// An entry is signed bytes that the store does not read; its hash is their SHA-256. Beside them
/// the log keeps the folder and the snapshot that they are about. Safe for many threads.
public interface HeadLog {
  /// Bytes of one entry.
  int ENTRY_BYTES_MAX = 4_096;

  /// The newest entry of a folder.
  ///
  /// @return empty when the folder has none
  Optional<byte[]> head(FolderTag folder) throws IOException;

  /// The newest entry of each folder, by folder tag.
  List<byte[]> heads() throws IOException;

  /// Entries so far, damaged ones included.
  long entries();

  /// The hash of the newest entry of all; empty when there is none.
  Optional<EntryHash> tip();

  /// Moves a folder's head by compare-and-swap. The snapshot, and everything admitted before it, is
  /// made durable first, then the entry; both are durable when this returns [Move.Moved].
  ///
  /// @param expected the hash of the folder's newest entry as the caller knows it; empty when it
  ///   knows none
  /// @param snapshot the snapshot that the head shall name
  /// @param entry the signed head move; at most [#ENTRY_BYTES_MAX] bytes
  /// @throws IllegalArgumentException the entry is empty or too long
  /// @throws IOException the device failed: the store refuses all further writes
  Move move(FolderTag folder, Optional<EntryHash> expected, ObjectId snapshot, byte[] entry)
      throws IOException, InterruptedException;

  /// Entries from a number on, counted from 0, until their bytes pass `bytesMax`; at least one when
  /// there is one. An entry that no longer matches its checksum is given as an empty array.
  List<byte[]> read(long fromEntry, int bytesMax) throws IOException;

  /// When the box took an entry in, by its own clock and to the second.
  ///
  /// @param entry its number, counted from 0
  /// @return empty when it is damaged, not there, or from a time when the clock was not set
  Optional<Instant> receivedAt(long entry) throws IOException;

  /// What became of a move.
  sealed interface Move {
    /// The head is moved.
    ///
    /// @param number of the entry in the log, counted from 0
    record Moved(EntryHash entry, long number) implements Move {}

    /// The head is elsewhere.
    ///
    /// @param head the folder's newest entry; empty when it has none
    record Behind(Optional<byte[]> head) implements Move {}

    /// The snapshot has not been admitted.
    record Lacking(ObjectId snapshot) implements Move {}
  }
}
