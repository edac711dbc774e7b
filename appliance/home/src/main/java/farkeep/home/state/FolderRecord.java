package farkeep.home.state;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Bytes32;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.ObjectId;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.NodeReference;
import java.time.Instant;
import java.util.Optional;

/// Where a folder stands on its box.
///
/// @param root the tree that [SeenFiles] describes; all of it is kept on the box
/// @param counts what is in that tree
/// @param newest the snapshot that was last known as the head
/// @param complete when a pass last ended after which the box kept everything that was seen
public record FolderRecord(
    Optional<NodeReference> root,
    Counts counts,
    Optional<Newest> newest,
    Optional<Instant> complete) {
  /// Before the first backup.
  public static final FolderRecord NONE =
      new FolderRecord(Optional.empty(), Counts.NONE, Optional.empty(), Optional.empty());

  private static final int VERSION = 2;
  private static final long NEVER = Long.MIN_VALUE;

  /// Checks that nothing is null.
  public FolderRecord {
    requireNonNull(root);
    requireNonNull(counts);
    requireNonNull(newest);
    requireNonNull(complete);
  }

  /// What is in a tree.
  ///
  /// @param files regular files
  /// @param paths entries of any type
  /// @param bytes plain bytes of the files
  public record Counts(long files, long paths, long bytes) {
    /// Nothing.
    public static final Counts NONE = new Counts(0, 0, 0);
  }

  /// Whether the tree is that of the newest snapshot.
  public boolean committed() {
    return root.equals(newest.map(Newest::root));
  }

  /// The same folder with another tree.
  public FolderRecord withTree(Optional<NodeReference> tree, Counts there) {
    return new FolderRecord(tree, there, newest, complete);
  }

  /// The same folder with another snapshot as its head.
  public FolderRecord withNewest(Newest snapshot) {
    return new FolderRecord(root, counts, Optional.of(snapshot), complete);
  }

  /// The same folder with no snapshot on the box.
  public FolderRecord withoutNewest() {
    return new FolderRecord(root, counts, Optional.empty(), complete);
  }

  /// The same folder after a pass that left nothing out.
  public FolderRecord withComplete(Instant when) {
    return new FolderRecord(root, counts, newest, Optional.of(when));
  }

  byte[] encode() {
    FieldWriter out = new FieldWriter().u8(VERSION);
    out.u64(counts.files).u64(counts.paths).u64(counts.bytes);
    out.u64(complete.map(Instant::toEpochMilli).orElse(NEVER));
    out.u8(root.isPresent() ? 1 : 0);
    root.ifPresent(node -> write(out, node));
    out.u8(newest.isPresent() ? 1 : 0);
    newest.ifPresent(snapshot -> snapshot.write(out));
    return out.done();
  }

  private static void write(FieldWriter out, NodeReference node) {
    out.bytes32(node.id().value()).bytes(node.tag().bytes());
  }

  static FolderRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader("folder record", encoded);
    in.version(VERSION);
    Counts counts = new Counts(in.count64("files"), in.count64("paths"), in.count64("bytes"));
    long complete = in.u64("complete");
    Optional<NodeReference> root =
        in.u8("root present", 1) == 1 ? Optional.of(node(in)) : Optional.empty();
    Optional<Newest> newest = Optional.empty();
    if (in.u8("newest present", 1) == 1) {
      newest = Optional.of(Newest.read(in));
    }
    in.end();
    Optional<Instant> when =
        complete == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(complete));
    return new FolderRecord(root, counts, newest, when);
  }

  private static NodeReference node(FieldReader in) {
    ObjectId id = new ObjectId(in.bytes32("root"));
    return new NodeReference(id, ContentTag.of(in.bytes("root tag", ContentTag.BYTES)));
  }

  /// A snapshot that became the head.
  ///
  /// @param id the snapshot object
  /// @param sequence its logical time
  /// @param root its tree
  public record Newest(ObjectId id, long sequence, NodeReference root) {
    void write(FieldWriter out) {
      out.bytes32(id.value()).u64(sequence);
      FolderRecord.write(out, root);
    }

    static Newest read(FieldReader in) {
      Bytes32 id = in.bytes32("snapshot");
      long sequence = in.count64("sequence");
      return new Newest(new ObjectId(id), sequence, node(in));
    }
  }
}
