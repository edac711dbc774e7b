package farkeep.vault.tree;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks the differences of two trees from their common ancestor side by side, and decides path by
/// path.
final class PathMerge implements Cursor<Decision> {
  private final PathTree tree;
  private final @Nullable NodeReference base;
  private final Side ours;
  private final Side theirs;

  /// One of the two trees.
  private record Side(NodeReference root, Pushback<Difference> changes) {}

  /// What one path is in each of the three trees.
  private record States(
      TreePath path, @Nullable Entry base, @Nullable Entry ours, @Nullable Entry theirs) {}

  PathMerge(PathTree tree, @Nullable NodeReference base, NodeReference ours, NodeReference theirs)
      throws IOException {
    this.tree = tree;
    this.base = base;
    this.ours = new Side(ours, new Pushback<>(null, tree.differences(base, ours)));
    this.theirs = new Side(theirs, new Pushback<>(null, tree.differences(base, theirs)));
  }

  @Override
  public @Nullable Decision next() throws IOException {
    @Nullable Difference a = ours.changes.peek();
    @Nullable Difference b = theirs.changes.peek();
    if (a == null) return b == null ? null : onlyTheirs(b);
    if (b == null) return onlyOurs(a);
    int order = a.path().compareTo(b.path());
    if (order < 0) return onlyOurs(a);
    if (order > 0) return onlyTheirs(b);
    ours.changes.next();
    theirs.changes.next();
    return both(new States(a.path(), before(a), after(a), after(b)));
  }

  private static @Nullable Entry before(Difference difference) {
    return switch (difference) {
      case Difference.Added _ -> null;
      case Difference.Removed(_, Entry entry) -> entry;
      case Difference.Changed(_, Entry before, _) -> before;
    };
  }

  private static @Nullable Entry after(Difference difference) {
    return switch (difference) {
      case Difference.Added(_, Entry entry) -> entry;
      case Difference.Removed _ -> null;
      case Difference.Changed(_, _, Entry after) -> after;
    };
  }

  private Decision onlyOurs(Difference change) throws IOException {
    ours.changes.next();
    States states = new States(change.path(), before(change), after(change), before(change));
    Entry kept = states.theirs;
    if (endsDirectory(kept, states.ours) && editedBelow(theirs, states.path)) {
      return keepDirectory(states);
    }
    return new Decision.TakeOurs(states.path, Optional.ofNullable(states.ours));
  }

  private Decision onlyTheirs(Difference change) throws IOException {
    theirs.changes.next();
    States states = new States(change.path(), before(change), before(change), after(change));
    Entry kept = states.ours;
    if (endsDirectory(kept, states.theirs) && editedBelow(ours, states.path)) {
      return keepDirectory(states);
    }
    return new Decision.TakeTheirs(states.path, Optional.ofNullable(states.theirs));
  }

  private Decision both(States states) throws IOException {
    Entry one = states.ours;
    Entry other = states.theirs;
    if (one == null && other == null) return new Decision.Agree(states.path, Optional.empty());
    if (one == null || other == null) return deletedAndEdited(states);
    if (one.sameAs(other)) return new Decision.Agree(states.path, Optional.of(other));
    boolean directoryEnds = one.isDirectory() != other.isDirectory();
    if (directoryEnds && editedBelow(one.isDirectory() ? ours : theirs, states.path)) {
      return keepDirectory(states);
    }
    return EntryMerge.merge(states.path, states.base, one, other);
  }

  /// A directory of which only the time changed was not edited: what is below it decides.
  private Decision deletedAndEdited(States states) throws IOException {
    @Nullable Entry ourEntry = states.ours;
    boolean oursStays = ourEntry != null;
    Entry edited = ourEntry != null ? ourEntry : requireNonNull(states.theirs);
    boolean edit =
        !EntryMerge.sameButTime(states.base, edited)
            || editedBelow(oursStays ? ours : theirs, states.path);
    return oursStays == edit
        ? new Decision.TakeOurs(states.path, Optional.ofNullable(states.ours))
        : new Decision.TakeTheirs(states.path, Optional.ofNullable(states.theirs));
  }

  private Decision keepDirectory(States states) {
    Entry one = states.ours;
    Entry other = states.theirs;
    if (one == null) return new Decision.TakeTheirs(states.path, Optional.ofNullable(other));
    if (other == null) return new Decision.TakeOurs(states.path, Optional.of(one));
    return new Decision.Conflict(states.path, Optional.ofNullable(states.base), one, other);
  }

  private static boolean endsDirectory(@Nullable Entry before, @Nullable Entry after) {
    return before != null && before.isDirectory() && (after == null || !after.isDirectory());
  }

  private boolean editedBelow(Side side, TreePath path) throws IOException {
    return tree.editedBelow(base, side.root, path);
  }
}
