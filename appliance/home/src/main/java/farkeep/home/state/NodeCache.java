package farkeep.home.state;

import farkeep.objects.ObjectId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/// Sealed tree nodes of this vault, so that editing and listing a tree does not ask the box. It can
/// be deleted at any time; one that is damaged or has outgrown its bound is. Safe for many threads.
public final class NodeCache implements Closeable {
  /// Bytes of the file at which the next opening begins it anew.
  public static final long FILE_BYTES_MAX = 1L << 30;

  private static final int CACHE_MEGABYTES = 8;
  private static final int UNSAVED_BYTES_MAX = 4 << 20;

  private final MVStore store;
  private final MVMap<ObjectId, byte[]> nodes;

  private NodeCache(MVStore store) {
    this.store = store;
    var builder =
        new MVMap.Builder<ObjectId, byte[]>()
            .keyType(IdType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE);
    this.nodes = store.openMap("nodes", builder);
  }

  /// Opens the cache, or begins it anew.
  ///
  /// @throws IOException it can't be written
  public static NodeCache open(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) > FILE_BYTES_MAX) Files.delete(file);
    try {
      return new NodeCache(store(file));
    } catch (MVStoreException e) {
      Files.deleteIfExists(file);
      return new NodeCache(store(file));
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
    return Optional.ofNullable(nodes.get(id));
  }

  /// Keeps a node for later.
  ///
  /// @param stored not copied, not to be changed
  public synchronized void put(ObjectId id, byte[] stored) {
    nodes.put(id, stored);
    if (store.getUnsavedMemory() > UNSAVED_BYTES_MAX) store.commit();
  }

  /// What was put so far survives a kill.
  public synchronized void keep() {
    store.commit();
  }

  /// Commits and closes.
  @Override
  public synchronized void close() {
    if (store.isClosed()) return;
    store.commit();
    store.close(0);
  }
}
