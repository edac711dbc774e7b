package farkeep.home.copy;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.objects.Limits;
import farkeep.objects.ObjectHeader;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The objects in a copy of a box's packs. Reads the packs from their first record to their last,
/// and needs neither footers nor an index: that is what a copy of a damaged disk may lack. Each
/// object is checked against its id. Keeps the pack open that it read last. Safe for many threads.
///
/// Byte by byte in `docs/format.md`, section *Pack*.
final class PackCopy implements ObjectReader, Closeable {
  private static final String PACK = ".pk";

  private final Map<ObjectId, List<Place>> places = new HashMap<>();

  private @Nullable Path openPack;
  private @Nullable FileChannel openFile;

  private record Place(Path pack, long at, int bytes) {}

  /// Looks through all packs of a directory.
  ///
  /// @throws IOException they can't be read
  PackCopy(Path directory) throws IOException {
    List<Path> packs;
    try (Stream<Path> all = Files.walk(directory)) {
      packs = all.filter(it -> it.toString().endsWith(PACK)).sorted().toList();
    }
    for (Path pack : packs) {
      try (FileChannel file = FileChannel.open(pack)) {
        Optional<PackScan> scan = PackScan.of(pack, file);
        if (scan.isEmpty()) continue;
        scan.get().records((id, at, bytes) -> remember(id, new Place(pack, at, bytes)));
      }
    }
  }

  private void remember(ObjectId id, Place place) {
    places.computeIfAbsent(id, _ -> new ArrayList<>(1)).add(place);
  }

  /// How many objects there are.
  int objects() {
    return places.size();
  }

  @Override
  public void get(List<ObjectId> ids, Receiver receiver) throws IOException, InterruptedException {
    ObjectLostException lost = null;
    for (ObjectId id : ids) {
      Optional<byte[]> stored = read(id);
      if (stored.isPresent()) {
        receiver.take(id, stored.get());
      } else if (lost == null) {
        lost = new ObjectLostException(id, places.containsKey(id));
      }
    }
    if (lost != null) throw lost;
  }

  @Override
  public void nodes(ObjectId root, List<ObjectId> known, Receiver receiver)
      throws IOException, InterruptedException {
    Set<ObjectId> seen = new HashSet<>(known);
    Deque<ObjectId> wanted = new ArrayDeque<>(List.of(root));
    while (!wanted.isEmpty()) {
      ObjectId id = wanted.remove();
      if (!seen.add(id)) continue;
      byte[] stored = read(id).orElseThrow(() -> new ObjectLostException(id, false));
      ObjectHeader header = ObjectHeader.parse(stored);
      if (header.kind() == ObjectKind.CHUNK) continue;
      receiver.take(id, stored);
      wanted.addAll(header.children());
    }
  }

  /// The first whole one of an object's records: one may be damaged and another, written later,
  /// whole.
  private Optional<byte[]> read(ObjectId id) throws IOException {
    for (Place place : places.getOrDefault(id, List.of())) {
      ByteBuffer stored = ByteBuffer.allocate(Math.min(place.bytes, Limits.OBJECT_BYTES_MAX));
      fill(stored, place);
      if (!stored.hasRemaining() && ObjectId.ofStored(stored.array()).equals(id)) {
        return Optional.of(stored.array());
      }
    }
    return Optional.empty();
  }

  private synchronized void fill(ByteBuffer stored, Place place) throws IOException {
    FileChannel file = opened(place.pack);
    while (stored.hasRemaining() && file.read(stored, place.at + stored.position()) > 0) {}
  }

  /// What is read together was mostly written together, into one pack.
  private FileChannel opened(Path pack) throws IOException {
    if (openFile != null && pack.equals(openPack)) return openFile;
    close();
    openFile = FileChannel.open(pack);
    openPack = pack;
    return openFile;
  }

  /// Closes the pack that was read last.
  @Override
  public synchronized void close() throws IOException {
    if (openFile != null) openFile.close();
    openFile = null;
    openPack = null;
  }
}
