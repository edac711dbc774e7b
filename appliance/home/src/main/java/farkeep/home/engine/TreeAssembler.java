package farkeep.home.engine;

import farkeep.home.posix.Stamp;
import farkeep.objects.ObjectId;
import farkeep.vault.seal.Codec;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.tree.Body;
import farkeep.vault.tree.ByteString;
import farkeep.vault.tree.Content;
import farkeep.vault.tree.ContentReference;
import farkeep.vault.tree.ContentTag;
import farkeep.vault.tree.Cursor;
import farkeep.vault.tree.Edit;
import farkeep.vault.tree.Entry;
import farkeep.vault.tree.ExtendedAttributes;
import farkeep.vault.tree.FileTreeBuilder;
import farkeep.vault.tree.Item;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.NodeSink;
import farkeep.vault.tree.PathTree;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts entries together from what was read and sealed, sends what the box lacks, and edits the
/// path tree in batches. For one task.
final class TreeAssembler implements Pipeline.Assembling {
  /// Edits of one batch.
  static final int BATCH_EDITS_MAX = 20_000;

  /// What the edits of one batch may take in memory, about.
  static final long BATCH_BYTES_MAX = 12 << 20;

  private static final int EDIT_BYTES = 400;
  private static final int ITEM_BYTES = 160;

  private final OpenedVault vault;
  private final Uploader uploader;
  private final NodeStore nodes;
  private final PathTree tree;
  private final Batches batches;
  private final List<Edit> edits = new ArrayList<>();
  private final SortedMap<ByteString, Optional<Stamp>> stamps = new TreeMap<>();
  private FileTreeBuilder file;
  private long batchBytes;

  /// What a batch of changes came to.
  ///
  /// @param stamps what to know each path by; none when it is gone
  /// @param edits the same changes, for the path tree
  record Batch(List<Edit> edits, Map<ByteString, Optional<Stamp>> stamps) {}

  /// Who takes batches.
  interface Batches {
    /// @param last whether nothing follows
    void take(Batch batch, boolean last) throws IOException, InterruptedException;
  }

  TreeAssembler(OpenedVault vault, Uploader uploader, NodeStore nodes, Batches batches) {
    this.vault = vault;
    this.uploader = uploader;
    this.nodes = nodes;
    this.tree = new PathTree(vault.treeKeys(), nodes);
    this.batches = batches;
    this.file = new FileTreeBuilder(vault.treeKeys(), sink());
  }

  @Override
  public void take(Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.Begin() -> file = new FileTreeBuilder(vault.treeKeys(), sink());
      case Step.Hole(long bytes) -> file.add(new Item.Hole(bytes));
      case Step.Piece piece -> file.add(new Item.Data(keep(piece), 1));
      case Step.End(var about) -> put(about, file.finish());
      case Step.Put(var about, var body) -> put(about, body);
      case Step.Gone(var path) -> gone(path);
    }
    if (edits.size() >= BATCH_EDITS_MAX || batchBytes >= BATCH_BYTES_MAX) flush(false);
  }

  private ContentReference keep(Step.Piece piece) throws IOException, InterruptedException {
    ObjectId known = piece.known();
    ObjectId id = known != null ? known : uploader.send(piece.tag(), piece.sealed());
    return new ContentReference(id, piece.tag(), piece.plainBytes());
  }

  private void put(Step.About about, Body body) throws IOException, InterruptedException {
    Entry entry =
        new Entry(
            body, about.metadata(), about.hardLink(), attributes(about.attributes()), List.of());
    edits.add(new Edit.Put(about.path(), entry));
    stamps.put(about.path().key(), Optional.of(about.stamp()));
    batchBytes += EDIT_BYTES + 2L * about.path().key().length() + bytes(body);
  }

  private static long bytes(Body body) {
    return switch (body) {
      case Body.File(_, var content) ->
          switch (content) {
            case Content.Inline(var inline) -> inline.length();
            case Content.ItemList(var items) -> (long) items.size() * ITEM_BYTES;
            case Content.FileTree _ -> ITEM_BYTES;
          };
      case Body.Symlink(var target) -> target.length();
      case Body.Directory _, Body.Fifo _, Body.CharacterDevice _, Body.BlockDevice _ -> 0;
    };
  }

  private ExtendedAttributes attributes(SortedMap<ByteString, ByteString> values)
      throws IOException, InterruptedException {
    if (values.isEmpty()) return ExtendedAttributes.NONE;
    if (ExtendedAttributes.fitInline(values)) return new ExtendedAttributes.Inline(values);
    byte[] plain = ExtendedAttributes.encode(values);
    ContentTag tag = vault.treeKeys().contentTag(plain, 0, plain.length);
    Optional<ObjectId> known = uploader.known(tag);
    ObjectId id =
        known.isPresent()
            ? known.get()
            : uploader.send(tag, vault.sealer().chunk(plain, Codec.FIXED));
    return new ExtendedAttributes.Stored(new ContentReference(id, tag, plain.length));
  }

  private void gone(TreePath path) {
    edits.add(new Edit.Delete(path));
    stamps.put(path.key(), Optional.empty());
    batchBytes += EDIT_BYTES + 2L * path.key().length();
  }

  @Override
  public void end() throws IOException, InterruptedException {
    flush(true);
  }

  private void flush(boolean last) throws IOException, InterruptedException {
    batches.take(new Batch(List.copyOf(edits), new TreeMap<>(stamps)), last);
    edits.clear();
    stamps.clear();
    batchBytes = 0;
  }

  /// Edits the path tree, and sends its new nodes.
  NodeReference edit(@Nullable NodeReference root, List<Edit> changes) throws IOException {
    return tree.edit(root, Cursor.of(changes), sink());
  }

  private NodeSink sink() {
    return node -> {
      Optional<ObjectId> known = uploader.known(node.tag());
      if (known.isPresent()) return new NodeReference(known.get(), node.tag());
      SealedObject sealed =
          vault.sealer().node(node.kind(), node.level(), node.payload(), node.children());
      nodes.add(sealed.id(), sealed.stored(), node.payload());
      try {
        return new NodeReference(uploader.send(node.tag(), sealed), node.tag());
      } catch (InterruptedException e) {
        throw new InterruptedIOException("cancelled while a tree node was sent");
      }
    };
  }
}
