package farkeep.home.restore;

import farkeep.vault.tree.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a restore could not give back as it was, without failing for it: counted, and the first
/// ones by name. Safe for many threads.
public final class RestoreNotes {
  /// Notes of one kind that are kept word by word.
  public static final int KEPT_MAX = 1_000;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Note>> kept = new EnumMap<>(Kind.class);

  synchronized void add(Kind kind, TreePath path, String detail) {
    counts.merge(kind, 1L, Long::sum);
    List<Note> notes = kept.computeIfAbsent(kind, first -> new ArrayList<>());
    if (notes.size() < KEPT_MAX) notes.add(new Note(kind, path, detail));
  }

  /// How many of each kind.
  public synchronized Map<Kind, Long> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /// The first [#KEPT_MAX] of a kind.
  public synchronized List<Note> of(Kind kind) {
    return List.copyOf(kept.getOrDefault(kind, List.of()));
  }

  /// One of them.
  ///
  /// @param detail for people
  public record Note(Kind kind, TreePath path, String detail) {}

  /// What could not be given back.
  public enum Kind {
    /// Owner or group: only root may give files away.
    OWNER,
    /// Set-id bits that would have served another owner than they were meant for.
    SET_ID_DROPPED,
    /// Permissions that the file system doesn't hold.
    PERMISSIONS,
    /// An attribute or ACL.
    ATTRIBUTE,
    /// The time of the last change.
    TIME,
    /// A name that the file system can't hold, written in another way ([NameEscape]).
    NAME,
    /// A device or pipe that may not or can't be made here.
    SPECIAL,
    /// Names of one file that are now files of their own.
    HARD_LINK,
    /// A directory that was there before and keeps its own metadata.
    DIRECTORY_KEPT
  }
}
