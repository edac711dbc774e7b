package farkeep.store;

import farkeep.objects.ObjectId;
import farkeep.objects.port.DiskFile;
import farkeep.objects.port.Tasks;
import farkeep.objects.port.Tasks.Inside;
import farkeep.store.index.Place;
import farkeep.store.pack.CommitRecord.Reliance;
import farkeep.store.pack.PackClass;
import farkeep.store.pack.PackFormat;
import farkeep.store.pack.PackHeader;
import farkeep.store.pack.PackWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final VaultPlace place;
  private final StoreSettings settings;
  private final Shelf shelf;
  private final FailureLatch failure;
  private final Tasks.Monitor monitor;
  private final Sealing sealing;
  private final Tasks.Task committer;
  private final Map<PackClass, PackWriter> open = new EnumMap<>(PackClass.class);
  private final Set<PackClass> wanted = EnumSet.noneOf(PackClass.class);
  private int nextPack;
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
    this.place = place;
    this.settings = settings;
    this.shelf = shelf;
    this.failure = failure;
    this.monitor = ports.tasks().monitor();
    this.sealing = new Sealing(ports, shelf, failure);
    this.nextPack = shelf.packs().isEmpty() ? 1 : shelf.packs().last() + 1;
    this.sequence = (long) nextPack << 32; // above all of earlier processes, who used lower packs
    this.durable = sequence;
    this.committer = ports.tasks().start("commit " + place.directory(), this::commitAlways);
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
        PackWriter pack = open.get(kind);
        if (pack != null && hasRoom(pack, stored.length)) return append(pack, id, stored);
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

  private boolean hasRoom(PackWriter pack, int length) {
    long bytesMax =
        switch (pack.header().kind()) {
          case DATA -> settings.packs().dataBytesMax();
          case META -> settings.packs().metaBytesMax();
        };
    if (pack.objects() == 0) return true; // a pack holds at least one object, whatever the limits
    long end = pack.end() + PackFormat.recordBytes(length) + PackFormat.ALIGNMENT;
    return end <= bytesMax && pack.objects() < settings.packs().objectsMax();
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
      for (PackWriter pack : open.values()) {
        if (pack.header().number() != number || pack.isFlushed(end)) continue;
        failure.check();
        pack.flush();
      }
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
        if (!wanted.isEmpty() && !closing || !aged(now).isEmpty()) return Step.ROLL;
        if (unforcedSince == null) {
          if (closing) return Step.END;
          await(untilAged(now));
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

  private Set<PackClass> aged(Duration now) {
    Set<PackClass> aged = EnumSet.noneOf(PackClass.class);
    for (PackWriter pack : open.values()) {
      boolean old = now.minus(pack.madeAt()).compareTo(settings.packs().ageMax()) >= 0;
      if (closing || old) aged.add(pack.header().kind());
    }
    return aged;
  }

  private @Nullable Duration untilAged(Duration now) {
    return open.values().stream()
        .map(pack -> pack.madeAt().plus(settings.packs().ageMax()).minus(now))
        .min(Duration::compareTo)
        .orElse(null);
  }

  /// Ends a batch and forces it.
  ///
  /// @param retiring packs that nothing is appended to any more
  private List<PackWriter> commit(Set<PackClass> retiring)
      throws IOException, InterruptedException {
    List<PackWriter> dirty = new ArrayList<>();
    List<PackWriter> retired = new ArrayList<>();
    long target;
    try (Inside _ = monitor.inside()) {
      target = sequence;
      unforcedBytes = 0;
      unforcedSince = null;
      Reliance reliance = Reliance.NONE;
      for (PackWriter pack : open.values()) { // data comes before meta
        if (pack.uncommittedBytes() > 0) {
          pack.commit(target, reliance);
          dirty.add(pack);
        }
        reliance = new Reliance(pack.header().number(), pack.end());
      }
      retiring.forEach(kind -> retired.add(open.remove(kind)));
      retired.removeIf(Objects::isNull);
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
      packs.getFirst().force();
      join(beside);
    }
  }

  private static void join(Tasks.Task task) throws IOException, InterruptedException {
    try {
      task.join();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private void roll() throws IOException, InterruptedException {
    Set<PackClass> retiring;
    Set<PackClass> starting;
    try (Inside _ = monitor.inside()) {
      starting = EnumSet.noneOf(PackClass.class);
      starting.addAll(wanted);
      retiring = aged(ports.clocks().running());
      retiring.addAll(wanted);
    }
    List<PackWriter> retired = commit(retiring);
    for (PackClass kind : starting) {
      PackWriter pack = begin(kind);
      try (Inside _ = monitor.inside()) {
        open.put(kind, pack);
        wanted.remove(kind);
        monitor.signalAll();
      }
    }
    for (PackWriter pack : retired) sealing.seal(pack);
  }

  private PackWriter begin(PackClass kind) throws IOException {
    int number = nextPack++;
    if (number >= PackFormat.PACK_NUMBERS) {
      throw new IOException(
          "the vault has used all its %d pack numbers".formatted(PackFormat.PACK_NUMBERS));
    }
    long salt = ByteBuffer.wrap(ports.randomness().bytes(Long.BYTES)).getLong();
    PackHeader header = new PackHeader(number, kind, place.box(), salt);
    DiskFile file = shelf.files().create(header);
    shelf.packs().add(number);
    return new PackWriter(header, file, ports.clocks().running());
  }

  /// Forces and seals what is open; nothing can be appended afterwards. What failed is thrown, and
  /// what could not be sealed is sealed at the next start.
  void close() throws IOException {
    try (Inside _ = monitor.inside()) {
      closing = true;
      monitor.signalAll();
    }
    try {
      join(committer);
      sealing.finish();
      for (PackWriter pack : open.values()) pack.close();
    } catch (InterruptedException e) {
      throw (IOException)
          new InterruptedIOException("cancelled while the store closed").initCause(e);
    }
  }
}
