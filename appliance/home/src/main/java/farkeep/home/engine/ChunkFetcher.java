package farkeep.home.engine;

import static java.util.Objects.requireNonNullElse;

import farkeep.home.replicate.ObjectLostException;
import farkeep.home.replicate.ObjectReader;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.port.Mailbox;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.tree.ContentReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Fetches chunks from a box on several streams at once, opens them, and checks each against its
/// content tag. A chunk that is wanted several times within one batch is fetched once. Bounded in
/// memory.
final class ChunkFetcher {
  /// Streams at once.
  static final int STREAMS = 3;

  /// Plain bytes asked for on one stream.
  static final long BATCH_BYTES_MAX = 4 << 20;

  /// Chunks asked for on one stream.
  static final int BATCH_CHUNKS_MAX = 256;

  private final OpenedVault vault;
  private final ObjectReader reader;
  private final Tasks tasks;
  private final Nearby nearby;
  private final Mailbox<Map<ObjectId, List<Wanted>>> batches;
  private Map<ObjectId, List<Wanted>> gathering = new LinkedHashMap<>();
  private long gatheredBytes;

  /// Content that somebody wants.
  record Wanted(ContentReference reference, Taker taker) {}

  /// Who wants it. Takers of different chunks are called by different tasks at once.
  interface Taker {
    /// @param plain the content, checked; not to be changed
    void take(byte[] plain) throws IOException, InterruptedException;

    /// It can't be had: the box lost it, or it is not what it should be.
    void lost(String reason) throws IOException;
  }

  /// Content that need not be fetched. Called by different tasks at once.
  @FunctionalInterface
  interface Nearby {
    /// @return what should be this content; it is checked like what is fetched
    Optional<byte[]> find(ContentReference reference);
  }

  /// Who says what is wanted.
  interface Wanting {
    void run(ChunkFetcher into) throws IOException, InterruptedException;
  }

  ChunkFetcher(OpenedVault vault, ObjectReader reader, Tasks tasks, Nearby nearby) {
    this.vault = vault;
    this.reader = reader;
    this.tasks = tasks;
    this.nearby = nearby;
    this.batches = new Mailbox<>(tasks, 1);
  }

  /// Runs until everything wanted was taken or lost.
  void run(Wanting wanting) throws IOException, InterruptedException {
    try (TaskGroup group = new TaskGroup(tasks)) {
      group.start(
          "plan",
          () -> {
            wanting.run(this);
            flush();
            batches.close();
          });
      for (int i = 1; i <= STREAMS; i++) group.start("fetch " + i, this::fetch);
      group.join();
    } catch (ExecutionException e) {
      throw Failures.rethrown(e);
    }
  }

  /// Wants a chunk; waits while too much is wanted already. For one task.
  void want(Wanted wanted) throws InterruptedException {
    List<Wanted> same = gathering.computeIfAbsent(wanted.reference.id(), _ -> new ArrayList<>(1));
    if (same.isEmpty()) gatheredBytes += wanted.reference.plainBytes();
    same.add(wanted);
    if (gatheredBytes >= BATCH_BYTES_MAX || gathering.size() >= BATCH_CHUNKS_MAX) flush();
  }

  private void flush() throws InterruptedException {
    if (gathering.isEmpty()) return;
    Map<ObjectId, List<Wanted>> batch = gathering;
    gathering = new LinkedHashMap<>();
    gatheredBytes = 0;
    batches.put(batch);
  }

  private void fetch() throws IOException, InterruptedException {
    for (var batch = batches.take(); batch.isPresent(); batch = batches.take()) {
      fetch(batch.get());
    }
  }

  private void fetch(Map<ObjectId, List<Wanted>> batch) throws IOException, InterruptedException {
    Map<ObjectId, List<Wanted>> left = new LinkedHashMap<>(batch);
    for (var wanted : batch.entrySet()) {
      if (takeNearby(wanted.getValue())) left.remove(wanted.getKey());
    }
    if (left.isEmpty()) return;
    try {
      reader.content(
          List.copyOf(left.keySet()),
          (id, stored) -> hand(id, stored, requireNonNullElse(left.remove(id), List.of())));
    } catch (ObjectLostException e) {
      for (List<Wanted> wanted : left.values()) {
        for (Wanted one : wanted) one.taker.lost(e.getMessage());
      }
    }
  }

  private boolean takeNearby(List<Wanted> wanted) throws IOException, InterruptedException {
    ContentReference reference = wanted.getFirst().reference;
    Optional<byte[]> found = nearby.find(reference);
    if (found.isEmpty() || !matches(reference, found.get())) return false;
    for (Wanted one : wanted) one.taker.take(found.get());
    return true;
  }

  private void hand(ObjectId id, byte[] stored, List<Wanted> wanted)
      throws IOException, InterruptedException {
    byte[] plain;
    try {
      plain = open(id, stored);
    } catch (MalformedObjectException | CannotOpenException e) {
      for (Wanted one : wanted) one.taker.lost(e.getMessage());
      return;
    }
    for (Wanted one : wanted) {
      if (matches(one.reference, plain)) {
        one.taker.take(plain);
      } else {
        one.taker.lost("object %s: it is not the content it should be".formatted(id.abbreviated()));
      }
    }
  }

  private boolean matches(ContentReference reference, byte[] plain) {
    return reference.plainBytes() == plain.length
        && vault.treeKeys().contentTag(plain, 0, plain.length).equals(reference.tag());
  }

  private byte[] open(ObjectId id, byte[] stored) throws IOException, InterruptedException {
    try {
      return vault.opener().content(id, stored, this::base, vault.dedupKey());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private byte[] base(ObjectId id) {
    try {
      byte[][] fetched = new byte[1][];
      reader.get(List.of(id), (_, stored) -> fetched[0] = stored);
      return fetched[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new java.io.InterruptedIOException("cancelled"));
    }
  }
}
