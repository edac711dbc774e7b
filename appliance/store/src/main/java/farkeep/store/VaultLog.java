package farkeep.store;

import farkeep.objects.EntryHash;
import farkeep.objects.log.VaultLogEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The vault log of one vault: append-only, hash-chained, forced. Entries are signed bytes that the
/// store does not read; their hash is their SHA-256. Safe for many threads.
public interface VaultLog {
  /// Bytes of one entry: the most that the vault log's format allows.
  int ENTRY_BYTES_MAX = VaultLogEntry.BYTES_MAX;

  /// Entries so far, damaged ones included.
  long entries();

  /// The hash of the newest entry; empty when there is none.
  Optional<EntryHash> tip();

  /// Appends entries; they are durable when this returns.
  ///
  /// @param entries each of 1 to [#ENTRY_BYTES_MAX] bytes
  /// @return entries in the log now
  /// @throws IllegalArgumentException an entry is empty or too long; nothing was appended
  /// @throws IOException the device failed: the store refuses all further writes
  long append(List<byte[]> entries) throws IOException;

  /// Entries from a number on, counted from 0, until their bytes pass `bytesMax`; at least one when
  /// there is one. An entry that no longer matches its checksum is given as an empty array.
  List<byte[]> read(long fromEntry, int bytesMax) throws IOException;
}
