package farkeep.benchmark;

import static java.util.Objects.requireNonNull;

import farkeep.objects.Bytes32;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Edit;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.Metadata;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.NodeSink;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.TreeKeys;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Edits of a folder's tree whose nodes are in memory: what a changed file costs besides sealing.
@State(Scope.Thread)
public class PathTreeBenchmark extends ShortIterations {
  /// Files of the folder.
  static final int FILES = 20_000;

  /// Changed files of the larger edit.
  static final int EDITS = 500;

  private static final int FILES_IN_DIRECTORY = 100;
  private static final int KEY_BYTES = 32;

  private final Random random = new Random(1);
  private final Map<ObjectId, byte[]> nodes = new HashMap<>();
  private final List<TreePath> paths = new ArrayList<>();
  private PathTree tree;
  private NodeReference root;
  private long operations;

  /// Builds the tree.
  @Setup
  public void setUp() throws IOException {
    tree =
        new PathTree(
            TreeKeys.of(new byte[KEY_BYTES], new byte[KEY_BYTES]),
            (ObjectKind _, NodeReference node) -> requireNonNull(nodes.get(node.id())));
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String path = "album %05d/photo-%07d.jpg".formatted(i / FILES_IN_DIRECTORY, i);
      paths.add(TreePath.ofText(path));
      edits.add(new Edit.Put(paths.getLast(), file(i)));
    }
    root = tree.edit(null, Cursor.of(edits), PathTreeBenchmark.this::keep);
  }

  private NodeReference keep(NodeSink.NewNode node) {
    NodeReference reference = named(node);
    nodes.put(reference.id(), node.payload());
    return reference;
  }

  private static NodeReference named(NodeSink.NewNode node) {
    return new NodeReference(ObjectId.ofStored(node.payload()), node.tag());
  }

  private static Entry file(long number) {
    ContentReference chunk =
        new ContentReference(
            new ObjectId(new Bytes32(number, 2, 3, 4)), new ContentTag(number, 1), 400_000);
    Metadata.Owner owner =
        new Metadata.Owner(1_000, 100, ByteString.ofText("ann"), ByteString.ofText("users"));
    Content content = new Content.ItemList(List.of(new Item.Data(chunk, 1)));
    return Entry.of(new Body.File(400_000, content), new Metadata(1_700_000_000, 1, 0644, owner));
  }

  /// One changed file.
  ///
  /// @return the new root; its nodes are hashed and dropped
  @Benchmark
  public NodeReference editOne() throws IOException {
    return edit(List.of(paths.get(random.nextInt(FILES))));
  }

  /// [#EDITS] changed files all over the folder.
  ///
  /// @return the new root; its nodes are hashed and dropped
  @Benchmark
  public NodeReference editMany() throws IOException {
    List<TreePath> changed = new ArrayList<>();
    int stride = FILES / EDITS;
    for (int i = 0; i < FILES; i += stride) changed.add(paths.get(i + random.nextInt(stride)));
    return edit(changed);
  }

  private NodeReference edit(List<TreePath> changed) throws IOException {
    List<Edit> edits = new ArrayList<>();
    for (TreePath path : changed) edits.add(new Edit.Put(path, file(- ++operations)));
    return tree.edit(root, Cursor.of(edits), PathTreeBenchmark::named);
  }

  /// The tree before the edits.
  NodeReference root() {
    return root;
  }
}
