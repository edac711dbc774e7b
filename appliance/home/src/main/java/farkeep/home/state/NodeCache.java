package farkeep.home.state;

import farkeep.objects.ObjectId;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/// Sealed tree nodes of this vault, so that editing and listing a tree does not ask the box. It can
/// be deleted at any time; one that has outgrown its bound, or in which a damaged page is met, is.
/// Safe for many threads.
public final class NodeCache implements Closeable {
  /// Bytes of the file at which the next opening begins it anew.
  public static final long FILE_BYTES_MAX = 1L << 30;

  private static final int CACHE_MEGABYTES = 8;
  private static final int UNSAVED_BYTES_MAX = 4 << 20;
  private static final TableKind<ObjectId, byte[]> NODES =
      new TableKind<>(IdType.INSTANCE, ByteArrayDataType.INSTANCE);

  private final Path file;
  private MVStore store;
  private boolean closed;
  private volatile MVMap<ObjectId, byte[]> nodes;

  private NodeCache(Path file, MVStore store) {
    this.file = file;
    this.store = store;
    this.nodes = NODES.open(store, "nodes");
  }

  /// Opens the cache, or begins it anew.
  ///
  /// @throws IOException it can't be written
  public static NodeCache open(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) > FILE_BYTES_MAX) Files.delete(file);
    try {
      return new NodeCache(file, store(file));
    } catch (MVStoreException e) {
      Files.deleteIfExists(file);
      return new NodeCache(file, store(file));
    }
  }

  private static MVStore store(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .cacheSize(CACHE_MEGABYTES)
            .open();
    store.setVersionsToKeep(0);
    return store;
  }

  /// The stored bytes of a node, as they were put in; not checked again.
  public Optional<byte[]> find(ObjectId id) {
    MVMap<ObjectId, byte[]> asked = nodes;
    try {
      return Optional.ofNullable(asked.get(id));
    } catch (MVStoreException e) {
      beginAnew(asked);
      return Optional.empty();
    }
  }

  /// Keeps a node for later.
  ///
  /// @param stored not copied, not to be changed
  public synchronized void put(ObjectId id, byte[] stored) {
    try {
      nodes.put(id, stored);
      if (store.getUnsavedMemory() > UNSAVED_BYTES_MAX) store.commit();
    } catch (MVStoreException e) {
      beginAnew(nodes);
    }
  }

  /// What was put so far survives a kill.
  public synchronized void keep() {
    try {
      store.commit();
    } catch (MVStoreException e) {
      beginAnew(nodes);
    }
  }

  /// @param damaged what could not be read; when it is not what is used any more, somebody else has
  ///   met the damage first
  private synchronized void beginAnew(MVMap<ObjectId, byte[]> damaged) {
    if (closed || damaged != nodes) return;
    store.closeImmediately();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " is damaged, and can't be removed: " + e.getMessage(), e);
    }
    store = store(file);
    nodes = NODES.open(store, "nodes");
  }

  /// Commits and closes.
  @Override
  public synchronized void close() {
    closed = true;
    if (store.isClosed()) return;
    store.commit();
    store.close(0);
  }
}
