package farkeep.home.engine;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Mailbox;
import farkeep.objects.port.Permits;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.vault.seal.Codec;
import farkeep.vault.tree.ContentTag;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Reading, sealing and sending side by side: one task reads and cuts, [#SEALERS] name and seal,
/// one puts together and sends in the order of reading. Bounded in memory: who reads waits for who
/// sends.
final class Pipeline {
  /// Plain bytes between reading and sending.
  static final long BYTES_MAX = 24 << 20;

  /// Tasks that seal.
  static final int SEALERS = 2;

  private static final int PARCELS_MAX = 1_024;

  private final OpenedVault vault;
  private final Uploader uploader;
  private final Codec codec;
  private final Tasks tasks;
  private final Tasks.Monitor monitor;
  private final Mailbox<Parcel> toSeal;
  private final Mailbox<Parcel> inOrder;
  private final Permits memory;

  /// Where parcels are put by who reads.
  interface Reading {
    void run(Pipeline into) throws IOException, InterruptedException;
  }

  /// Who puts together what was read and sealed.
  interface Assembling {
    void take(Step step) throws IOException, InterruptedException;

    /// Nothing follows.
    void end() throws IOException, InterruptedException;
  }

  Pipeline(OpenedVault vault, Uploader uploader, Codec codec, Tasks tasks) {
    this.vault = vault;
    this.uploader = uploader;
    this.codec = codec;
    this.tasks = tasks;
    this.monitor = tasks.monitor();
    this.toSeal = new Mailbox<>(tasks, PARCELS_MAX);
    this.inOrder = new Mailbox<>(tasks, PARCELS_MAX);
    this.memory = new Permits(tasks, BYTES_MAX);
  }

  /// Runs until everything read was assembled, or something failed.
  void run(Reading reading, Assembling assembling) throws IOException, InterruptedException {
    try (TaskGroup group = new TaskGroup(tasks)) {
      group.start("read", () -> read(reading));
      for (int i = 1; i <= SEALERS; i++) group.start("seal " + i, this::seal);
      group.start("assemble", () -> assemble(assembling));
      group.join();
    } catch (ExecutionException e) {
      throw Failures.rethrown(e);
    }
  }

  private void read(Reading reading) throws IOException, InterruptedException {
    reading.run(this);
    toSeal.close();
    inOrder.close();
  }

  /// Hands a parcel on; waits while too much is under way.
  void put(Parcel parcel) throws InterruptedException {
    memory.acquire(parcel.bytes());
    inOrder.put(parcel);
    toSeal.put(parcel);
  }

  private void seal() throws InterruptedException {
    for (var parcel = toSeal.take(); parcel.isPresent(); parcel = toSeal.take()) {
      for (Step step : parcel.get().steps()) {
        if (step instanceof Step.Piece piece) seal(piece);
      }
      try (Tasks.Inside _ = monitor.inside()) {
        parcel.get().setSealed();
        monitor.signalAll();
      }
    }
  }

  private void seal(Step.Piece piece) {
    byte[] plain = piece.plain();
    ContentTag tag = vault.treeKeys().contentTag(plain, 0, plain.length);
    Optional<ObjectId> known = uploader.known(tag);
    if (known.isPresent()) {
      piece.becomeKnown(tag, known.get());
    } else {
      piece.becomeSealed(tag, vault.sealer().chunk(plain, codec));
    }
  }

  private void assemble(Assembling assembling) throws IOException, InterruptedException {
    for (var parcel = inOrder.take(); parcel.isPresent(); parcel = inOrder.take()) {
      awaitSealed(parcel.get());
      for (Step step : parcel.get().steps()) assembling.take(step);
      memory.release(parcel.get().bytes());
    }
    assembling.end();
  }

  private void awaitSealed(Parcel parcel) throws InterruptedException {
    try (Tasks.Inside _ = monitor.inside()) {
      while (!parcel.isSealed()) monitor.await();
    }
  }
}
