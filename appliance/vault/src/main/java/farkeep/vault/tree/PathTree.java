package farkeep.vault.tree;

import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The prolly trees of a folder: each maps paths to entries. A tree is named by its root and never
/// changes; an edit makes a new one that shares all nodes it can.
///
/// The same map has the same root tag, whatever the order of edits that led to it. Costs follow the
/// difference: equal subtrees are passed over by their tags. Nodes are not trusted: each is checked
/// in itself and against the node above it. What this class hands out holds one node a level of
/// each tree. Safe for many threads as far as source and sink are; a cursor belongs to one.
///
/// Every method may throw [farkeep.objects.MalformedObjectException] (a node is not what the format
/// says; the message names node, byte and bound) and `IOException` (a node can't be had or kept).
public final class PathTree {
  private static final ContentTag UNKNOWN = new ContentTag(0, 0);

  private final PathFormat format;
  private final NodeSource source;

  /// @param keys the keyed hashes of the folder's key space
  /// @param source where nodes come from
  public PathTree(TreeKeys keys, NodeSource source) {
    this.format = new PathFormat(keys);
    this.source = source;
  }

  /// The root of a tree that has nothing: a leaf without entries.
  public NodeReference empty(NodeSink sink) throws IOException {
    return edit(null, () -> null, sink);
  }

  /// The tree whose root is this object, as a snapshot names it: reads the root to find what it
  /// describes.
  public NodeReference root(ObjectId id) throws IOException {
    byte[] payload = source.load(ObjectKind.PATH_NODE, new NodeReference(id, UNKNOWN));
    return new NodeReference(id, format.tagOfRoot(payload, id));
  }

  /// Applies edits in one pass that reads and writes only nodes on the way to them.
  ///
  /// @param root the tree to start from, or null for one that has nothing
  /// @param edits ascending by path, each path once; deleting what is not there changes nothing
  /// @param sink gets the new nodes, children first; the root last
  /// @return the root of the new tree; `root` itself when there is no edit
  /// @throws IllegalArgumentException edits out of order, or an entry above its bounds
  /// @throws ReadOnlyTreeException a leaf that had to be written holds something that this version
  ///   must not write; nothing refers to the nodes that were stored until then
  public NodeReference edit(@Nullable NodeReference root, Cursor<Edit> edits, NodeSink sink)
      throws IOException {
    @Nullable Edit first = edits.next();
    if (first == null && root != null) return root;
    Cursor<Edit> all = new Pushback<>(first, edits);
    return new PathEditor(cursor(root), all, new TreeWriter<>(format, sink)).run();
  }

  /// The entry at `path`, if there is one.
  public Optional<Entry> get(NodeReference root, TreePath path) throws IOException {
    PathItem.@Nullable Leaf found = cursor(root).seek(path.key());
    return found != null && found.path().equals(path)
        ? Optional.of(found.entry())
        : Optional.empty();
  }

  /// How many entries and bytes the tree describes: reads the root only.
  public TreeTotals totals(NodeReference root) throws IOException {
    byte[] payload = source.load(ObjectKind.PATH_NODE, root);
    return PathFormat.totals(format.read(payload, root, -1).items());
  }

  /// All entries in order of paths: a directory right before what it holds.
  public Cursor<PlacedEntry> entries(NodeReference root) throws IOException {
    return placed(cursor(root));
  }

  /// The entries from `path` on, itself included, in order of paths.
  public Cursor<PlacedEntry> entriesFrom(NodeReference root, TreePath path) throws IOException {
    PathCursor cursor = cursor(root);
    cursor.seek(path.key());
    return placed(cursor);
  }

  /// Everything below `directory` at any depth, in order of paths; not the directory itself.
  public Cursor<PlacedEntry> entriesBelow(NodeReference root, TreePath directory)
      throws IOException {
    PathCursor cursor = cursor(root);
    PathRange.seekBelow(cursor, directory);
    Cursor<PlacedEntry> from = placed(cursor);
    return () -> {
      @Nullable PlacedEntry next = from.next();
      return next != null && next.path().isBelow(directory) ? next : null;
    };
  }

  /// What stands directly in `directory`, in order of names as bytes. Passes over what is deeper.
  public Cursor<PlacedEntry> children(NodeReference root, TreePath directory) throws IOException {
    return new PathChildren(cursor(root), directory);
  }

  /// What differs from `before` to `after`, in order of paths. Equal means equal but for object
  /// ids.
  public Cursor<Difference> diff(NodeReference before, NodeReference after) throws IOException {
    return differences(before, after);
  }

  /// What merging two trees comes to, in order of paths; paths at which neither differs from the
  /// base are left out. A directory that one deleted stays when the other changed something in it.
  ///
  /// @param base the common ancestor, or null when there is none left: then nothing counts as
  ///   deleted, and what is on both sides and not the same is a conflict
  public Cursor<Decision> merge(
      @Nullable NodeReference base, NodeReference ours, NodeReference theirs) throws IOException {
    return new PathMerge(this, base, ours, theirs);
  }

  Cursor<Difference> differences(@Nullable NodeReference before, NodeReference after)
      throws IOException {
    if (before != null && before.tag().equals(after.tag())) return () -> null;
    return new PathDiff(cursor(before), cursor(after));
  }

  /// Whether anything below `directory` was added or changed from `before` to `after`.
  boolean editedBelow(@Nullable NodeReference before, NodeReference after, TreePath directory)
      throws IOException {
    PathCursor first = cursor(before);
    PathCursor second = cursor(after);
    PathRange.seekBelow(first, directory);
    PathRange.seekBelow(second, directory);
    PathDiff diff = new PathDiff(first, second);
    for (@Nullable Difference next = diff.next();
        next != null && next.path().isBelow(directory);
        next = diff.next()) {
      if (!(next instanceof Difference.Removed)) return true;
    }
    return false;
  }

  private PathCursor cursor(@Nullable NodeReference root) throws IOException {
    return new PathCursor(format, source, root);
  }

  private static Cursor<PlacedEntry> placed(PathCursor cursor) {
    return () -> {
      PathItem.@Nullable Leaf leaf = cursor.nextLeaf();
      return leaf == null ? null : new PlacedEntry(leaf.path(), leaf.entry());
    };
  }
}
