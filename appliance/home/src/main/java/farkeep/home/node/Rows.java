package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.posix.Shown;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.Difference;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.EntryType;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.TreePath;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Entries, snapshots and differences as the events that tell of them.
final class Rows {
  private static final String PERMISSIONS = "rwxrwxrwx";

  private Rows() {}

  static Event.Item item(TreePath path, Entry entry) {
    Metadata metadata = entry.metadata();
    Instant modified = Instant.ofEpochSecond(metadata.mtimeSeconds(), metadata.mtimeNanos());
    return new Event.Item(
        shown(path),
        EntryType.of(entry.body()).name().toLowerCase(Locale.ROOT),
        entry.plainBytes(),
        modified.toString(),
        mode(entry),
        entry.body() instanceof Body.Symlink link ? Shown.of(link.target().bytes()) : null);
  }

  static Event.Version version(Snapshot snapshot, Optional<Long> size) {
    return new Event.Version(
        snapshot.clear().sequence(),
        snapshot.id().toString(),
        snapshot.details().wall().toString(),
        snapshot.clear().device().toString(),
        snapshot.details().files(),
        snapshot.details().bytes(),
        orNull(size));
  }

  private static @Nullable Long orNull(Optional<Long> size) {
    return size.orElse(null);
  }

  static Event.Change change(Difference difference) {
    String path = shown(difference.path());
    return switch (difference) {
      case Difference.Added(_, Entry now) -> new Event.Change("added", path, 0, now.plainBytes());
      case Difference.Removed(_, Entry was) ->
          new Event.Change("removed", path, was.plainBytes(), 0);
      case Difference.Changed(_, Entry was, Entry now) ->
          new Event.Change("changed", path, was.plainBytes(), now.plainBytes());
    };
  }

  /// A path inside a folder, as people and JSON get it; the folder itself is `.`.
  static String shown(TreePath path) {
    return path.isRoot() ? "." : Shown.of(path.key().bytes());
  }

  /// Type and permissions as `ls -l` shows them.
  private static String mode(Entry entry) {
    int mode = entry.metadata().mode();
    char[] shown = new char[10];
    shown[0] =
        switch (entry.body()) {
          case Body.File _ -> '-';
          case Body.Directory _ -> 'd';
          case Body.Symlink _ -> 'l';
          case Body.Fifo _ -> 'p';
          case Body.CharacterDevice _ -> 'c';
          case Body.BlockDevice _ -> 'b';
        };
    for (int i = 0; i < 9; i++) {
      shown[i + 1] = (mode >> (8 - i) & 1) != 0 ? PERMISSIONS.charAt(i) : '-';
    }
    special(shown, 3, (mode & 04000) != 0, 's');
    special(shown, 6, (mode & 02000) != 0, 's');
    special(shown, 9, (mode & 01000) != 0, 't');
    return new String(shown);
  }

  private static void special(char[] shown, int at, boolean set, char letter) {
    if (set) shown[at] = shown[at] == 'x' ? letter : Character.toUpperCase(letter);
  }
}
