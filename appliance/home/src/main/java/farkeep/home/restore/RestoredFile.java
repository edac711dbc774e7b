package farkeep.home.restore;

import farkeep.home.posix.Errno;
import farkeep.home.posix.OpenFile;
import farkeep.home.posix.PosixException;
import farkeep.home.scan.Place;
import farkeep.home.scan.TemporaryName;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;

/// A file that is being put back, at a temporary name beside its own. Closed before it was
/// finished, it is gone. For one thread.
public final class RestoredFile implements Closeable {
  private final RestoreTarget target;
  private final Place place;
  private final TreePath path;
  private final OpenFile file;
  private boolean finished;

  RestoredFile(RestoreTarget target, Place place, TreePath path) throws PosixException {
    this.target = target;
    this.place = place;
    this.path = path;
    try {
      this.file = create(place);
    } catch (PosixException failed) {
      place.close();
      throw failed;
    }
  }

  private static OpenFile create(Place place) throws PosixException {
    byte[] temporary = TemporaryName.of(place.name());
    try {
      return place.directory().createFile(temporary);
    } catch (PosixException refused) {
      if (!refused.is(Errno.EEXIST)) throw refused;
      // left behind by a restore that was killed
      place.directory().edit().unlink(temporary);
      return place.directory().createFile(temporary);
    }
  }

  /// Writes content that was verified, in any order. What is never written becomes a hole.
  ///
  /// @param at bytes from the start
  public void write(long at, ByteBuffer content) throws IOException {
    file.write(at, content);
  }

  /// Reads what was written.
  ///
  /// @param at bytes from the start
  /// @return bytes read; fewer than remained only where nothing was written yet
  public int read(long at, ByteBuffer into) throws IOException {
    return file.read(at, into);
  }

  /// Sets length and metadata, and gives the file its name.
  ///
  /// @param sizeBytes its length; a hole follows what was written up to there
  /// @throws TargetExistsException somebody took the name meanwhile; what was written is gone
  public void finish(
      long sizeBytes, Metadata metadata, SortedMap<ByteString, ByteString> attributes)
      throws IOException {
    file.truncate(sizeBytes);
    target.dress(place, path, metadata, attributes);
    if (target.rules().forceEach()) file.force();
    target.rename(place, path);
    finished = true;
  }

  @Override
  public void close() throws IOException {
    file.close();
    try (place) {
      if (!finished) discard();
    }
  }

  private void discard() throws PosixException {
    try {
      place.directory().edit().unlink(TemporaryName.of(place.name()));
    } catch (PosixException refused) {
      if (!refused.is(Errno.ENOENT)) throw refused;
    }
  }
}
