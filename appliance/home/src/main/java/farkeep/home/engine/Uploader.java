package farkeep.home.engine;

import farkeep.home.replicate.BoxClient;
import farkeep.home.replicate.Flight;
import farkeep.home.state.Ledger;
import farkeep.objects.ObjectId;
import farkeep.vault.seal.SealedObject;
import farkeep.vault.tree.ContentTag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Sends what the box does not have, in order, and writes into the ledger what it has said to be
/// durable. Sent to by one task; asked by many.
final class Uploader {
  /// Objects and bytes that wait for an answer of the box, while the ledger is in doubt.
  private static final int DOUBTFUL_MAX = 512;

  private static final long DOUBTFUL_BYTES_MAX = 4 << 20;

  private final BoxClient box;
  private final Ledger ledger;
  private final Trust trust;
  private final Map<ContentTag, ObjectId> underWay = new ConcurrentHashMap<>();
  private final List<Tagged> doubtful = new ArrayList<>();
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong keptBytes = new AtomicLong();
  private long doubtfulBytes;

  private record Tagged(ContentTag tag, SealedObject object) {}

  Uploader(BoxClient box, Ledger ledger, Trust trust) {
    this.box = box;
    this.ledger = ledger;
    this.trust = trust;
  }

  /// The object that holds this content, if the box has it or soon will.
  Optional<ObjectId> known(ContentTag tag) {
    ObjectId soon = underWay.get(tag);
    if (soon != null) return Optional.of(soon);
    return trust == Trust.NOTHING ? Optional.empty() : ledger.find(tag);
  }

  /// Sends an object, unless its content is under way or the box turns out to have it.
  ///
  /// @param tag what it holds
  /// @return the object that holds this content: this one, or one that was sent before
  ObjectId send(ContentTag tag, SealedObject object) throws IOException, InterruptedException {
    ObjectId earlier = underWay.putIfAbsent(tag, object.id());
    if (earlier != null) return earlier;
    if (trust == Trust.LEDGER) {
      put(tag, object);
    } else {
      doubtful.add(new Tagged(tag, object));
      doubtfulBytes += object.stored().length;
      if (doubtful.size() >= DOUBTFUL_MAX || doubtfulBytes >= DOUBTFUL_BYTES_MAX) askDoubtful();
    }
    return object.id();
  }

  /// Sends what nothing refers to by tag: a snapshot.
  void sendUntagged(SealedObject object) throws IOException, InterruptedException {
    flush();
    put(object, () -> {});
  }

  /// Everything given so far is on its way after this.
  void flush() throws IOException, InterruptedException {
    if (!doubtful.isEmpty()) askDoubtful();
  }

  private void askDoubtful() throws IOException, InterruptedException {
    Set<ObjectId> lacking =
        new HashSet<>(box.lacks(doubtful.stream().map(it -> it.object.id()).toList()));
    for (Tagged it : doubtful) {
      if (lacking.contains(it.object.id())) {
        put(it.tag, it.object);
      } else {
        landed(it.tag, it.object.id());
      }
    }
    doubtful.clear();
    doubtfulBytes = 0;
  }

  private void put(ContentTag tag, SealedObject object) throws IOException, InterruptedException {
    put(object, () -> landed(tag, object.id()));
  }

  private void put(SealedObject object, Runnable landed) throws IOException, InterruptedException {
    int bytes = object.stored().length;
    box.put(
        new Flight(
            object.id(),
            object.stored(),
            () -> {
              keptBytes.addAndGet(bytes);
              landed.run();
            }));
    sentBytes.addAndGet(bytes);
  }

  private void landed(ContentTag tag, ObjectId id) {
    ledger.add(tag, id);
    underWay.remove(tag);
  }

  /// Waits until everything given so far is durable on the box.
  void settle() throws IOException, InterruptedException {
    flush();
    box.settle();
  }

  long sentBytes() {
    return sentBytes.get();
  }

  long keptBytes() {
    return keptBytes.get();
  }
}
