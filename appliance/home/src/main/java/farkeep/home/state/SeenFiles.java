package farkeep.home.state;

import farkeep.home.posix.Stamp;
import farkeep.vault.tree.ByteString;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/// The paths of one folder as they were when the folder's tree ([FolderRecord#root]) was made: same
/// paths, and for each the stamp by which an unchanged file is known.
public final class SeenFiles {
  /// The stamp of a path that is in the tree but must be looked at again: it equals that of no
  /// file.
  public static final Stamp UNSURE = new Stamp(-1, 0, 0, 0);

  private static final byte[] PREFIX_END = {1};

  private final Table<byte[], Stamp> files;

  SeenFiles(Table<byte[], Stamp> files) {
    this.files = files;
  }

  /// The stamp of one path.
  ///
  /// @return null when it is not in the tree
  public @Nullable Stamp find(ByteString path) {
    return files.map().get(path.bytes());
  }

  /// Everything, in key order.
  public Iterator<Seen> all() {
    return new Paths(files.map().cursor(null), null);
  }

  /// A path and everything below it, in key order.
  public Iterator<Seen> under(ByteString path) {
    if (path.isEmpty()) return all();
    byte[] end = path.plus(ByteString.of(PREFIX_END)).bytes();
    return new Paths(files.map().cursor(path.bytes()), ByteString.of(end));
  }

  /// How many paths.
  public long size() {
    return files.map().sizeAsLong();
  }

  /// Only within [StateIndex#change].
  public void put(ByteString path, Stamp stamp) {
    files.map().put(path.bytes(), stamp);
  }

  /// Only within [StateIndex#change].
  public void putAll(Map<ByteString, Stamp> seen) {
    seen.forEach(this::put);
  }

  /// Only within [StateIndex#change].
  public void remove(ByteString path) {
    files.map().remove(path.bytes());
  }

  /// Only within [StateIndex#change].
  public void clear() {
    files.map().clear();
  }

  /// One path.
  ///
  /// @param path names joined by NUL
  public record Seen(ByteString path, Stamp stamp) {}

  private static final class Paths implements Iterator<Seen> {
    private final Cursor<byte[], Stamp> cursor;
    private final @Nullable ByteString end;
    private @Nullable Seen next;

    private Paths(Cursor<byte[], Stamp> cursor, @Nullable ByteString end) {
      this.cursor = cursor;
      this.end = end;
      advance();
    }

    private void advance() {
      next = null;
      if (!cursor.hasNext()) return;
      ByteString path = ByteString.of(cursor.next());
      if (end == null || path.compareTo(end) < 0) next = new Seen(path, cursor.getValue());
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Seen next() {
      Seen current = next;
      if (current == null) throw new NoSuchElementException();
      advance();
      return current;
    }
  }
}
