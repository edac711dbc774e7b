package farkeep.home.state;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// An MVStore file from which a kill takes no commit that was made. After a power cut an older one
/// may come back, or an error, but never parts of two.
///
/// MVStore uses the space of old commits again. After a kill it may then open an older commit,
/// write on from there with the numbers of those that it did not find, and find some of them after
/// the next kill: pages of both are read as one. So nothing in a file is ever written over here,
/// and the newest commit is the one at its end. When it has grown, and when the last process did
/// not close it, all of it is read and written to a new file, which takes its place.
///
/// Every method but [#table] only under one lock of its owner.
final class StateFile implements Closeable {
  /// How many bytes more than three times what was there at the last rewriting lead to the next.
  static final long GROWTH_BYTES = 64L << 20;

  /// Changes that may wait in memory before they are committed.
  static final int UNSAVED_BYTES_MAX = 4 << 20;

  private static final int CACHE_MEGABYTES = 12;
  private static final String OPEN = ".open";
  private static final String NEW = ".new";

  private final Path path;
  private final Function<String, TableKind<?, ?>> kinds;
  private final Map<String, Table<?, ?>> tables = new HashMap<>();
  private MVStore store;
  private long rewriteAtBytes;

  /// The next process has to look at all of it.
  private boolean damaged;

  private StateFile(Path path, MVStore store, Function<String, TableKind<?, ?>> kinds)
      throws IOException {
    this.path = path;
    this.store = store;
    this.kinds = kinds;
    this.rewriteAtBytes = rewriteAtBytes(Files.size(path));
  }

  private static long rewriteAtBytes(long sizeBytes) {
    return 3 * sizeBytes + GROWTH_BYTES;
  }

  /// Opens the file, or makes it.
  ///
  /// @param kinds what the map of a name has
  /// @throws MVStoreException what is there can't be read
  /// @throws IOException the directory can't be written, or there is no room
  static StateFile open(Path path, Function<String, TableKind<?, ?>> kinds) throws IOException {
    Files.deleteIfExists(beside(path, NEW));
    boolean inOrder = !Files.exists(beside(path, OPEN));
    StateFile file = new StateFile(path, store(path), kinds);
    try {
      if (inOrder) Files.createFile(beside(path, OPEN));
      else file.rewrite().closeImmediately();
      return file;
    } catch (IOException | RuntimeException e) {
      file.store.closeImmediately();
      throw e;
    }
  }

  private static Path beside(Path path, String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private static MVStore store(Path path) {
    MVStore store =
        new MVStore.Builder()
            .fileName(path.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .cacheSize(CACHE_MEGABYTES)
            .compress()
            .open();
    store.setVersionsToKeep(0);
    store.setReuseSpace(false);
    store.setRetentionTime(0);
    return store;
  }

  /// What the layout of the maps is, as its owner counts; 0 in a file just made.
  int layout() {
    return store.getStoreVersion();
  }

  void setLayout(int layout) {
    store.setStoreVersion(layout);
  }

  /// The map of a name, which has to be of the kind that the owner said. Safe for many threads.
  @SuppressWarnings("unchecked")
  <K, V> Table<K, V> table(String name, TableKind<K, V> kind) {
    synchronized (tables) {
      return (Table<K, V>) tables.computeIfAbsent(name, _ -> new Table<>(kind.open(store, name)));
    }
  }

  /// Whether more was changed than may wait.
  boolean isFull() {
    return store.getUnsavedMemory() > UNSAVED_BYTES_MAX;
  }

  /// What was changed so far survives a kill.
  void commit() {
    store.commit();
    if (store.getFileStore().size() <= rewriteAtBytes) return;
    try {
      // cursors that were made before read on in the old file, which the garbage collector closes
      rewrite();
    } catch (IOException e) {
      rewriteAtBytes += GROWTH_BYTES; // it works on as it is, and is tried again
    } catch (RuntimeException e) {
      damaged = true;
      throw e;
    }
  }

  /// Reads all of it, and goes on with a new file that has nothing else.
  ///
  /// @return the old one, open
  private MVStore rewrite() throws IOException {
    MVStore old = store;
    Path beside = beside(path, NEW);
    MVStore copy = copied(beside);
    try {
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      copy.closeImmediately();
      throw e;
    }
    synchronized (tables) {
      store = copy;
      tables.forEach((name, table) -> move(table, kinds.apply(name), name));
    }
    rewriteAtBytes = rewriteAtBytes(copy.getFileStore().size());
    StateDirectory.forced(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    return old;
  }

  @SuppressWarnings("unchecked")
  private <K, V> void move(Table<?, ?> table, TableKind<K, V> kind, String name) {
    ((Table<K, V>) table).moveTo(kind.open(store, name));
  }

  private MVStore copied(Path beside) throws IOException {
    Files.deleteIfExists(beside);
    MVStore copy = store(beside);
    try {
      copy.setStoreVersion(store.getStoreVersion());
      for (String name : store.getMapNames()) kinds.apply(name).copy(store, copy, name);
      copy.commit();
      copy.sync();
      return copy;
    } catch (RuntimeException e) {
      copy.closeImmediately();
      Files.deleteIfExists(beside);
      if (!(e instanceof MVStoreException failure)
          || failure.getErrorCode() != DataUtils.ERROR_WRITING_FAILED) {
        throw e;
      }
      throw new IOException(
          "%s can't be written (%s): make room for %d bytes, or look at that disk"
              .formatted(beside, e.getMessage(), Files.size(path)),
          e);
    }
  }

  /// What was committed survives a power cut.
  void force() {
    store.sync();
  }

  boolean isClosed() {
    return store.isClosed();
  }

  /// Commits and closes. That it was closed is noted when it survives a power cut.
  @Override
  public void close() throws IOException {
    store.commit();
    store.close(0);
    StateDirectory.forced(path);
    if (!damaged) Files.deleteIfExists(beside(path, OPEN));
  }
}
