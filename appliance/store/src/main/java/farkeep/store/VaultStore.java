package farkeep.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// Everything that a box keeps of one vault: its objects, its heads, its vault log.
public interface VaultStore extends ObjectStore, Closeable {
  /// The head log.
  HeadLog heads();

  /// The vault log.
  VaultLog vaultLog();

  /// Returns once everything admitted so far is durable.
  ///
  /// @throws IOException the device failed: the store refuses all further writes
  void force() throws IOException, InterruptedException;

  /// How much is kept.
  StoreUsage usage() throws IOException;

  /// Why the store takes no more writes: a force or an append failed, and nothing that was not yet
  /// acknowledged can be trusted. The process is to end and be started again.
  ///
  /// @return empty while all is well
  Optional<IOException> failure();

  /// Makes what was admitted durable, seals the open packs and gives the directory back.
  ///
  /// @throws IOException not all that was admitted is durable; the directory is given back all the
  ///   same
  @Override
  void close() throws IOException;
}
