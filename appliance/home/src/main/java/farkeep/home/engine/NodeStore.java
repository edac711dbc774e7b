package farkeep.home.engine;

import farkeep.home.replicate.ObjectReader;
import farkeep.home.state.NodeCache;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.seal.OpenedObject;
import farkeep.vault.seal.Opener;
import farkeep.vault.tree.NodeReference;
import farkeep.vault.tree.NodeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tree nodes: a few opened ones in memory, many sealed ones in the cache, all of them on the box.
/// Safe for many threads.
final class NodeStore implements NodeSource {
  /// Plain bytes of nodes kept in memory.
  static final long MEMORY_BYTES_MAX = 8 << 20;

  private final Opener opener;
  private final NodeCache cache;
  private final ObjectReader reader;
  private final Map<ObjectId, byte[]> opened = new LinkedHashMap<>(64, 0.75f, true);
  private long openedBytes;

  NodeStore(Opener opener, NodeCache cache, ObjectReader reader) {
    this.opener = opener;
    this.cache = cache;
    this.reader = reader;
  }

  @Override
  public byte[] load(ObjectKind kind, NodeReference reference) throws IOException {
    Optional<byte[]> remembered = remembered(reference.id());
    if (remembered.isPresent()) return remembered.get();
    OpenedObject node = open(reference.id());
    if (node.header().kind() != kind) {
      throw new MalformedObjectException(
          "object %s is a %s; a %s was wanted"
              .formatted(reference.id().abbreviated(), node.header().kind(), kind));
    }
    remember(reference.id(), node.plain());
    return node.plain();
  }

  private OpenedObject open(ObjectId id) throws IOException {
    Optional<byte[]> cached = cache.find(id);
    if (cached.isPresent()) {
      try {
        return opener.open(id, cached.get());
      } catch (MalformedObjectException | CannotOpenException e) {
        // the cache is only a cache: what it spoiled the box has
      }
    }
    byte[] stored = fetch(id);
    cache.put(id, stored);
    return opener.open(id, stored);
  }

  private byte[] fetch(ObjectId id) throws IOException {
    try {
      byte[][] fetched = new byte[1][];
      reader.get(List.of(id), (_, stored) -> fetched[0] = stored);
      return fetched[0];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("cancelled while a tree node was fetched");
    }
  }

  /// Takes a node that was just made, or fetched for later.
  void add(ObjectId id, byte[] stored) {
    cache.put(id, stored);
  }

  /// Takes a node that was just made, opened and sealed.
  void add(ObjectId id, byte[] stored, byte[] plain) {
    cache.put(id, stored);
    remember(id, plain);
  }

  /// What was added so far survives a kill.
  void keep() {
    cache.keep();
  }

  private Optional<byte[]> remembered(ObjectId id) {
    synchronized (opened) {
      return Optional.ofNullable(opened.get(id));
    }
  }

  private void remember(ObjectId id, byte[] plain) {
    synchronized (opened) {
      byte[] before = opened.put(id, plain);
      openedBytes += plain.length - (before == null ? 0 : before.length);
      var eldest = opened.entrySet().iterator();
      while (openedBytes > MEMORY_BYTES_MAX && eldest.hasNext()) {
        openedBytes -= eldest.next().getValue().length;
        eldest.remove();
      }
    }
  }
}
