package farkeep.home.engine;

import farkeep.home.restore.RestoreNotes;
import farkeep.home.restore.RestoreRules;
import farkeep.home.restore.RestoreTarget;
import farkeep.home.scan.FolderRoot;
import farkeep.objects.ObjectId;
import farkeep.vault.snapshot.Snapshot;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Difference;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.ExtendedAttributes;
import farkeep.vault.tree.FileTree;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.PlacedEntry;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A folder as it was at one snapshot. What is shown is fetched when it is shown: costs follow
/// that, not the folder.
///
/// Every method may throw `IOException` (the box can't be reached or has lost something) and
/// [farkeep.objects.MalformedObjectException] (something on the box is not what the format says).
public final class FolderView {
  private final Reading reading;
  private final Snapshot snapshot;
  private final NodeReference root;
  private final PathTree tree;
  private final FileTree files;

  FolderView(Reading reading, Snapshot snapshot, NodeReference root) {
    this.reading = reading;
    this.snapshot = snapshot;
    this.root = root;
    this.tree = new PathTree(reading.vault().treeKeys(), reading.nodes());
    this.files = new FileTree(reading.vault().treeKeys(), reading.nodes());
  }

  /// Which snapshot.
  public Snapshot snapshot() {
    return snapshot;
  }

  /// What was at a path.
  public Optional<Entry> entry(TreePath path) throws IOException {
    return tree.get(root, path);
  }

  /// What stood directly in a directory, in order of names.
  public Cursor<PlacedEntry> children(TreePath directory) throws IOException {
    return tree.children(root, directory);
  }

  /// Everything below a directory, in order of paths.
  public Cursor<PlacedEntry> below(TreePath directory) throws IOException {
    return tree.entriesBelow(root, directory);
  }

  /// A path and everything below it, in order of paths.
  public Cursor<PlacedEntry> withBelow(TreePath path) throws IOException {
    Optional<Entry> first = entry(path);
    Cursor<PlacedEntry> rest = below(path);
    if (first.isEmpty()) return rest;
    PlacedEntry itself = new PlacedEntry(path, first.get());
    boolean[] told = new boolean[1];
    return () -> {
      if (told[0]) return rest.next();
      told[0] = true;
      return itself;
    };
  }

  /// What is different in a later (or earlier) view.
  public Cursor<Difference> diff(FolderView other) throws IOException {
    return tree.diff(root, other.root);
  }

  /// The extended attributes of an entry, wherever they are kept.
  public SortedMap<ByteString, ByteString> attributes(Entry entry)
      throws IOException, InterruptedException {
    return switch (entry.attributes()) {
      case ExtendedAttributes.Inline(var values) -> values;
      case ExtendedAttributes.Stored(var reference) -> ExtendedAttributes.decode(fetch(reference));
    };
  }

  private byte[] fetch(ContentReference reference) throws IOException, InterruptedException {
    byte[][] fetched = new byte[1][];
    fetcher().run(into -> into.want(new ChunkFetcher.Wanted(reference, one(fetched))));
    return fetched[0];
  }

  private static ChunkFetcher.Taker one(byte[][] into) {
    return new ChunkFetcher.Taker() {
      @Override
      public void take(byte[] plain) {
        into[0] = plain;
      }

      @Override
      public void lost(String reason) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  /// Writes a file's content, checked piece by piece.
  ///
  /// @throws NoSuchPathException the path was not there
  /// @throws IOException also when the path is not a file, or the stream can't be written
  public void cat(TreePath path, OutputStream into) throws IOException, InterruptedException {
    Entry entry =
        entry(path).orElseThrow(() -> new NoSuchPathException(path, snapshot.clear().sequence()));
    if (!(entry.body() instanceof Body.File file)) throw new IOException(path + ": was no file");
    if (file.content() instanceof Content.Inline(var inline)) {
      into.write(inline.bytes());
      return;
    }
    new ContentStream(this::fetcher, reading.tasks()).write(files.items(file), into);
  }

  /// Writes paths, with all that is below them, into a directory; made when it does not exist. Run
  /// again after it was cut off, it goes on. Durable when it returns.
  ///
  /// @param paths each keeps its last name; the folder itself becomes the target
  /// @param target absolute path of the directory, whose parent exists
  /// @throws NoSuchPathException one of them was not there; nothing was written
  /// @return how many paths could not be restored (each was told), and what could not be given back
  ///   as it was
  public Restored restore(
      List<TreePath> paths, byte[] target, RestoreRules rules, Progress.Listener listener)
      throws IOException, InterruptedException {
    for (TreePath path : paths) {
      if (entry(path).isEmpty()) {
        throw new NoSuchPathException(path, snapshot.clear().sequence());
      }
    }
    try (RestoreTarget into = RestoreTarget.make(target, rules)) {
      Restore restore = new Restore(this, into, paths.size() == 1 && isFresh(target), listener);
      for (TreePath path : paths) restore.run(path);
      into.force();
      return new Restored(restore.problems(), into.notes());
    }
  }

  /// Names that stand in a target which a restore has just made, or which is empty.
  private static boolean isFresh(byte[] target) throws IOException {
    try (FolderRoot there = FolderRoot.open(target);
        var directory = there.directory(TreePath.ROOT)) {
      return directory.names().stream().allMatch(farkeep.home.scan.TemporaryName::is);
    }
  }

  /// How a restore ended.
  public record Restored(long problems, RestoreNotes notes) {}

  /// Reads back what the box holds of this view, and checks all of it.
  ///
  /// @param percent how much of the content, 1 to 100; a sample is of whole chunks, the same each
  ///   time for one snapshot
  public Verified verify(TreePath under, int percent, Progress.Listener listener)
      throws IOException, InterruptedException {
    return new Verification(this, percent, listener).run(under);
  }

  /// What a check came to.
  ///
  /// @param files files whose content was looked at
  /// @param bytes plain bytes fetched and compared
  /// @param problems files that are not whole; each was told
  public record Verified(long files, long bytes, long problems) {}

  long totalBytes() {
    return snapshot.details().bytes();
  }

  ObjectId snapshotId() {
    return snapshot.id();
  }

  OpenedVault vault() {
    return reading.vault();
  }

  FileTree fileTree() {
    return files;
  }

  ChunkFetcher fetcher() {
    return fetcher(_ -> Optional.empty());
  }

  ChunkFetcher fetcher(ChunkFetcher.Nearby nearby) {
    return new ChunkFetcher(reading.vault(), reading.reader(), reading.tasks(), nearby);
  }
}
