package farkeep.store;

import static java.util.Objects.requireNonNull;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.index.Place;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackFormat;
import farkeep.store.pack.PackWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The open packs, and the task that forces them.
///
/// Appending happens under the monitor and only hands bytes to the disk's cache. One task, the
/// committer, ends each batch with commit records in both packs and forces them side by side;
/// everybody who waits shares that force. The next commit record is written only after the force of
/// the one before has returned: recovery stands on that. A full pack is forced to its end before
/// another is begun, so that all data packs but the open one are durable.
final class Writing {
  private final StorePorts ports;
  private final StoreSettings settings;
  private final Shelf shelf;
  private final FailureLatch failure;
  private final Tasks.Monitor monitor;
  private final Sealing sealing;
  private final String directory;
  private Tasks.@Nullable Task committer;
  private final OpenPacks open;
  private final Set<PackClass> wanted = EnumSet.noneOf(PackClass.class);
  private long sequence;
  private long durable;
  private long waitedFor;
  private long unforcedBytes;
  private @Nullable Duration unforcedSince;
  private boolean closing;
  private boolean ended;

  Writing(
      StorePorts ports,
      VaultPlace place,
      StoreSettings settings,
      Shelf shelf,
      FailureLatch failure) {
    this.ports = ports;
    this.settings = settings;
    this.shelf = shelf;
    this.failure = failure;
    this.monitor = ports.tasks().monitor();
    this.sealing = new Sealing(ports, shelf, failure);
    this.open = new OpenPacks(ports, place, settings.packs(), shelf);
    this.sequence = open.firstSequence();
    this.durable = sequence;
    this.directory = place.directory();
  }

  /// Begins to commit; to be called once, when nothing can fail any more that would leave the task
  /// behind.
  void begin() {
    committer = ports.tasks().start("commit " + directory, this::commitAlways);
  }

  /// Appends an object unless it is there already.
  ///
  /// @return its watermark
  long append(PackClass kind, ObjectId id, byte[] stored) throws IOException, InterruptedException {
    try (Inside _ = monitor.inside()) {
      while (true) {
        checkOpen();
        RecentObjects.Recent known = shelf.recent().find(id);
        if (known != null && !known.place().damaged()) return known.sequence();
        PackWriter pack = open.roomFor(kind, stored.length);
        if (pack != null) return append(pack, id, stored);
        wanted.add(kind);
        monitor.signalAll();
        monitor.await();
      }
    }
  }

  private void checkOpen() throws IOException {
    failure.check();
    if (closing) throw new IOException("the store is closed; nothing was written");
  }

  private long append(PackWriter pack, ObjectId id, byte[] stored) throws IOException {
    try {
      long at = pack.append(id, stored, sequence + 1);
      sequence++;
      boolean node = pack.header().kind() == PackClass.META;
      Place where = new Place(pack.header().number(), at, stored.length, false, node);
      shelf.recent().put(id, where, sequence);
    } catch (IOException e) {
      throw stop(e);
    }
    boolean wake = unforcedSince == null || unforcedBytes >= settings.commits().bytesMax();
    if (unforcedSince == null) unforcedSince = ports.clocks().running();
    unforcedBytes += PackFormat.recordBytes(stored.length);
    if (wake) monitor.signalAll();
    return sequence;
  }

  /// Returns once everything up to a watermark is durable.
  void force(long watermark) throws IOException, InterruptedException {
    try (Inside _ = monitor.inside()) {
      if (watermark <= durable) return;
      if (watermark > sequence) {
        throw new IllegalArgumentException("no object has watermark " + watermark);
      }
      waitedFor = Math.max(waitedFor, watermark);
      monitor.signalAll();
      while (watermark > durable) {
        failure.check();
        if (ended) throw new IOException("the store is closed");
        monitor.await();
      }
    }
  }

  /// The watermark of everything admitted so far.
  long watermark() {
    try (Inside _ = monitor.inside()) {
      return sequence;
    }
  }

  /// Sees to it that what was appended before this place can be read from the pack's file.
  void flush(int number, long end) throws IOException {
    try (Inside _ = monitor.inside()) {
      failure.check();
      open.flush(number, end);
    } catch (StoreFailedException e) {
      throw e;
    } catch (IOException e) {
      throw stop(e);
    }
  }

  private StoreFailedException stop(IOException e) {
    try (Inside _ = monitor.inside()) {
      monitor.signalAll();
      return failure.fail(e);
    }
  }

  private void commitAlways() throws InterruptedException {
    try {
      for (Step step = next(); step != Step.END; step = next()) {
        switch (step) {
          case COMMIT -> commit(EnumSet.noneOf(PackClass.class));
          case ROLL -> roll();
          case END -> throw new IllegalStateException("the loop has ended");
        }
      }
    } catch (IOException e) {
      stop(e);
    } catch (RuntimeException e) {
      stop(new IOException("forcing packs went wrong: " + e, e));
    } finally {
      try (Inside _ = monitor.inside()) {
        ended = true;
        monitor.signalAll();
      }
    }
  }

  private enum Step {
    COMMIT,
    ROLL,
    END
  }

  private Step next() throws InterruptedException {
    try (Inside _ = monitor.inside()) {
      while (true) {
        if (failure.failure().isPresent()) return Step.END;
        Duration now = ports.clocks().running();
        if (!wanted.isEmpty() && !closing || !toRetire(now).isEmpty()) return Step.ROLL;
        if (unforcedSince == null) {
          if (closing) return Step.END;
          await(open.untilAged(now));
          continue;
        }
        Duration left = settings.commits().timeMax().minus(now).plus(unforcedSince);
        boolean enough = unforcedBytes >= settings.commits().bytesMax() || !left.isPositive();
        if (enough || closing || waitedFor > durable) return Step.COMMIT;
        await(left);
      }
    }
  }

  private void await(@Nullable Duration timeMax) throws InterruptedException {
    if (timeMax == null) monitor.await();
    else monitor.await(timeMax);
  }

  private Set<PackClass> toRetire(Duration now) {
    return closing ? open.kinds() : open.aged(now);
  }

  /// Ends a batch and forces it.
  ///
  /// @param retiring packs that nothing is appended to any more
  private List<PackWriter> commit(Set<PackClass> retiring)
      throws IOException, InterruptedException {
    List<PackWriter> dirty;
    List<PackWriter> retired;
    long target;
    try (Inside _ = monitor.inside()) {
      target = sequence;
      unforcedBytes = 0;
      unforcedSince = null;
      dirty = open.commit(target);
      retired = open.retire(retiring);
    }
    forceAll(dirty);
    try (Inside _ = monitor.inside()) {
      durable = target;
      monitor.signalAll();
    }
    return retired;
  }

  private void forceAll(List<PackWriter> packs) throws IOException, InterruptedException {
    if (packs.size() == 1) {
      packs.getFirst().force();
    } else if (packs.size() == 2) {
      Tasks.Task beside = ports.tasks().start("force meta pack", packs.getLast()::force);
      try {
        packs.getFirst().force();
      } catch (IOException e) {
        joinAfter(e, beside);
      }
      join(beside);
    }
  }

  /// Whatever is begun is waited for: the packs are closed next.
  private static void joinAfter(IOException failure, Tasks.Task beside)
      throws IOException, InterruptedException {
    try {
      join(beside);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private static void join(Tasks.Task task) throws IOException, InterruptedException {
    try {
      task.join();
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause());
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private void roll() throws IOException, InterruptedException {
    Set<PackClass> retiring;
    Set<PackClass> starting;
    try (Inside _ = monitor.inside()) {
      starting = EnumSet.noneOf(PackClass.class);
      starting.addAll(wanted);
      retiring = EnumSet.copyOf(wanted);
      retiring.addAll(toRetire(ports.clocks().running()));
    }
    List<PackWriter> retired = commit(retiring);
    for (PackClass kind : starting) {
      PackWriter pack = open.begin(kind);
      try (Inside _ = monitor.inside()) {
        open.put(pack);
        wanted.remove(kind);
        monitor.signalAll();
      }
    }
    for (PackWriter pack : retired) sealing.seal(pack);
  }

  /// Forces and seals what is open; nothing can be appended afterwards. What failed is thrown, and
  /// what could not be sealed is sealed at the next start.
  void close() throws IOException {
    try (Inside _ = monitor.inside()) {
      closing = true;
      monitor.signalAll();
    }
    try {
      join(requireNonNull(committer));
      sealing.finish();
      open.close();
      failure.check();
    } catch (InterruptedException e) {
      throw (IOException)
          new InterruptedIOException("cancelled while the store closed").initCause(e);
    }
  }
}
