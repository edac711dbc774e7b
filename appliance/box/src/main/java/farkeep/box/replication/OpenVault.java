package farkeep.box.replication;

import farkeep.box.events.BoxEvent;
import farkeep.link.protocol.Full;
import farkeep.link.protocol.Missing;
import farkeep.link.protocol.Refused;
import farkeep.link.protocol.ToHome;
import farkeep.link.protocol.WireIds;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.store.ObjectStore.Admission;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What a session has of the vault that it opened: the way of objects from their arrival to their
/// acknowledgement.
final class OpenVault {
  /// Missing children that one answer names.
  static final int MISSING_IDS_MAX = 1_000;

  private final KeptVault vault;
  private final PeerId device;
  private final Surroundings around;
  private final Outbox outbox;
  private final IncomingObjects incoming;
  private final Acknowledger acknowledger;
  private final AtomicLong objects = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private boolean toldFull;

  OpenVault(KeptVault vault, PeerId device, Surroundings around, Budgets budgets, Outbox outbox) {
    this.vault = vault;
    this.device = device;
    this.around = around;
    this.outbox = outbox;
    this.incoming = new IncomingObjects(budgets, around.clocks());
    this.acknowledger = new Acknowledger(around.tasks(), around.clocks());
  }

  KeptVault vault() {
    return vault;
  }

  IncomingObjects incoming() {
    return incoming;
  }

  Acknowledger acknowledger() {
    return acknowledger;
  }

  /// Objects admitted.
  long objects() {
    return objects.get();
  }

  /// Stored bytes of the objects admitted.
  long receivedBytes() {
    return receivedBytes.get();
  }

  /// Admits objects in the order of their numbers until the session ends.
  void admit() throws IOException, InterruptedException, ViolationException {
    Optional<Incoming> next = incoming.take();
    while (next.isPresent()) {
      admit(next.get());
      next = incoming.take();
    }
  }

  private void admit(Incoming object) throws IOException, InterruptedException, ViolationException {
    CheckedObject checked = object.object();
    Admission admission =
        checked.header().isPresent()
            ? vault.store().admitChecked(checked.id(), checked.header().get(), checked.stored())
            : new Admission.Refused(checked.fault());
    incoming.done(object);
    switch (admission) {
      case Admission.Admitted(long place) -> {
        objects.incrementAndGet();
        around.events().objectArrived();
        receivedBytes.addAndGet(object.bytes());
        acknowledger.admitted(object, place);
      }
      case Admission.Missing(var children) -> turnAway(object, missing(object, children));
      case Admission.Full(long needed, long free) -> {
        tellFull(needed, free);
        Full full =
            Full.newBuilder()
                .setNumber(object.number())
                .setNeededBytes(needed)
                .setFreeBytes(free)
                .build();
        turnAway(object, ToHome.newBuilder().setFull(full));
      }
      case Admission.Refused(String reason) -> {
        Refused refused = Refused.newBuilder().setNumber(object.number()).setReason(reason).build();
        turnAway(object, ToHome.newBuilder().setRefused(refused));
      }
    }
  }

  private void turnAway(Incoming object, ToHome.Builder word)
      throws InterruptedException, ViolationException {
    outbox.post(0, word);
    acknowledger.turnedAway(object);
  }

  private static ToHome.Builder missing(Incoming object, List<ObjectId> children) {
    List<ObjectId> first = children.stream().limit(MISSING_IDS_MAX).toList();
    return ToHome.newBuilder()
        .setMissing(
            Missing.newBuilder().setNumber(object.number()).addAllChildren(WireIds.of(first)));
  }

  private void tellFull(long needed, long free) {
    if (toldFull) return;
    toldFull = true;
    around
        .events()
        .say(
            BoxEvent.warn("box was full")
                .with("vault", vault.id().abbreviated())
                .with("neededBytes", needed)
                .with("freeBytes", free));
  }

  /// Acknowledges until cancelled.
  void acknowledge(VaultWatcher self) throws IOException, InterruptedException, ViolationException {
    Commits commits = new Commits(vault, around.itself().id());
    acknowledger.run(
        headMove -> commit(commits, headMove, self), vault.store()::force, incoming, outbox);
  }

  private CommitOutcome commit(Commits commits, byte[] headMove, VaultWatcher self)
      throws IOException, InterruptedException {
    CommitOutcome outcome = commits.commit(headMove, device);
    if (outcome instanceof CommitOutcome.Moved) commits.tell(headMove, self);
    if (outcome instanceof CommitOutcome.Failed failed) {
      around
          .events()
          .say(
              BoxEvent.info("commit was refused")
                  .with("device", device.abbreviated())
                  .with("vault", vault.id().abbreviated())
                  .with("reason", failed.reason()));
    }
    return outcome;
  }

  void close() {
    incoming.close();
  }
}
