package farkeep.home.scan;

import farkeep.home.posix.Directory;
import java.io.Closeable;

/// Where a path leads: a directory that is open, and a name in it (`.` for the folder's own
/// directory).
public record Place(Directory directory, byte[] name) implements Closeable {
  @Override
  public void close() {
    directory.close();
  }
}
