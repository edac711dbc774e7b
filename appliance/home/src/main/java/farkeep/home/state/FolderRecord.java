package farkeep.home.state;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Bytes32;
import farkeep.objects.FieldReader;
import farkeep.objects.FieldWriter;
import farkeep.objects.ObjectId;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.NodeReference;
import java.util.Optional;

/// Where a folder stands on its box.
///
/// @param root the tree that [SeenFiles] describes; all of it is kept on the box
/// @param files entries of that tree that are files
/// @param bytes plain bytes of those files
/// @param newest the snapshot that was last known as the head
public record FolderRecord(
    Optional<NodeReference> root, long files, long bytes, Optional<Newest> newest) {
  /// Before the first backup.
  public static final FolderRecord NONE =
      new FolderRecord(Optional.empty(), 0, 0, Optional.empty());

  private static final int VERSION = 1;

  /// Checks that nothing is null.
  public FolderRecord {
    requireNonNull(root);
    requireNonNull(newest);
  }

  /// Whether the tree is that of the newest snapshot.
  public boolean committed() {
    return root.equals(newest.map(Newest::root));
  }

  /// The same folder with another tree.
  public FolderRecord withTree(Optional<NodeReference> tree, long filesThere, long bytesThere) {
    return new FolderRecord(tree, filesThere, bytesThere, newest);
  }

  /// The same folder with another snapshot as its head.
  public FolderRecord withNewest(Newest snapshot) {
    return new FolderRecord(root, files, bytes, Optional.of(snapshot));
  }

  byte[] encode() {
    FieldWriter out = new FieldWriter().u8(VERSION).u64(files).u64(bytes);
    out.u8(root.isPresent() ? 1 : 0);
    root.ifPresent(node -> write(out, node));
    out.u8(newest.isPresent() ? 1 : 0);
    newest.ifPresent(snapshot -> {
      out.bytes32(snapshot.id().value()).u64(snapshot.sequence());
      write(out, snapshot.root());
    });
    return out.done();
  }

  private static void write(FieldWriter out, NodeReference node) {
    out.bytes32(node.id().value()).bytes(node.tag().bytes());
  }

  static FolderRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader("folder record", encoded);
    in.version(VERSION);
    long files = in.count64("files");
    long bytes = in.count64("bytes");
    Optional<NodeReference> root =
        in.u8("root present", 1) == 1 ? Optional.of(node(in)) : Optional.empty();
    Optional<Newest> newest = Optional.empty();
    if (in.u8("newest present", 1) == 1) {
      Bytes32 id = in.bytes32("snapshot");
      long sequence = in.count64("sequence");
      newest = Optional.of(new Newest(new ObjectId(id), sequence, node(in)));
    }
    in.end();
    return new FolderRecord(root, files, bytes, newest);
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
  public record Newest(ObjectId id, long sequence, NodeReference root) {}
}
