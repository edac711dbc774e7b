package farkeep.box.replication;

import farkeep.box.replication.CommitOutcome.Behind;
import farkeep.box.replication.CommitOutcome.Failed;
import farkeep.box.replication.CommitOutcome.Moved;
import farkeep.link.protocol.Failure.Code;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.SnapshotClear;
import farkeep.objects.log.SnapshotSignature;
import farkeep.store.DamagedObjectException;
import farkeep.store.HeadLog;
import java.io.IOException;
import java.util.Optional;

/// Decides on head moves, and makes them: a device may move a head of this box from the newest
/// entry it knows to a snapshot of the same folder that is wholly here. Who made the snapshot may
/// have lost its rights since, as a PC has that another one took the place of: the move vouches for
/// it.
final class Commits {
  private final KeptVault vault;
  private final PeerId box;

  /// @param box this box; a move that names another is refused
  Commits(KeptVault vault, PeerId box) {
    this.vault = vault;
    this.box = box;
  }

  /// Moves a head, if all is as it must be. What was admitted before is durable when this returns
  /// [Moved].
  ///
  /// @param encoded a head move as in `docs/format.md`
  /// @param sender the device whose session asks
  /// @throws IOException the device failed
  CommitOutcome commit(byte[] encoded, PeerId sender) throws IOException, InterruptedException {
    HeadMove move;
    try {
      move = HeadMove.parse(encoded);
    } catch (MalformedObjectException e) {
      return refused(e.getMessage());
    }
    Optional<String> fault = rightsFault(move, sender);
    if (fault.isPresent()) return refused(fault.get());
    Optional<byte[]> newest = vault.store().heads().head(move.folder());
    Optional<HeadMove> before = newest.map(HeadMove::parse);
    if (!move.previous().equals(before.map(HeadMove::hash))) return new Behind(newest);
    if (!move.follows(before)) {
      return refused("head move: sequence %d does not follow".formatted(move.sequence()));
    }
    Optional<byte[]> stored = vault.store().get(move.snapshot());
    if (stored.isEmpty()) return missing(move.snapshot());
    fault = snapshotFault(move, stored.get(), before);
    return fault.isPresent() ? refused(fault.get()) : move(move, encoded);
  }

  private Optional<String> rightsFault(HeadMove move, PeerId sender) {
    if (!move.box().equals(box)) {
      return Optional.of(
          "head move: it is for box %s, this is box %s"
              .formatted(move.box().abbreviated(), box.abbreviated()));
    }
    if (!move.device().equals(sender)) {
      return Optional.of(
          "head move: signed by device %s, sent by device %s"
              .formatted(move.device().abbreviated(), sender.abbreviated()));
    }
    if (!vault.state().mayMove(sender, move.folder())) {
      return Optional.of(
          "head move: device %s may not move the head of folder %s"
              .formatted(sender.abbreviated(), move.folder()));
    }
    return move.verifies(vault.id())
        ? Optional.empty()
        : Optional.of("head move: its signature is not that of " + sender.abbreviated());
  }

  private Optional<String> snapshotFault(HeadMove move, byte[] stored, Optional<HeadMove> before)
      throws IOException {
    SnapshotClear clear;
    try {
      clear = SnapshotSignature.check(vault.id(), stored);
    } catch (MalformedObjectException e) {
      return Optional.of(e.getMessage());
    }
    if (!clear.folder().equals(move.folder())) {
      return Optional.of(
          "snapshot: it is of folder %s, the head of %s shall move"
              .formatted(clear.folder(), move.folder()));
    }
    if (!vault.state().knew(clear.device())) {
      return Optional.of(
          "snapshot: device %s was never in this vault".formatted(clear.device().abbreviated()));
    }
    return sequenceFault(clear, before);
  }

  /// Logical time only goes forward: a snapshot is above its parents and above the head it
  /// replaces, as far as those are here.
  private Optional<String> sequenceFault(SnapshotClear clear, Optional<HeadMove> before)
      throws IOException {
    for (ObjectId parent : clear.parents()) {
      long sequence = sequence(parent);
      if (clear.sequence() <= sequence) return notAbove(clear, "parent", sequence);
    }
    long head = before.isPresent() ? sequence(before.get().snapshot()) : 0;
    return clear.sequence() <= head ? notAbove(clear, "the head", head) : Optional.empty();
  }

  private static Optional<String> notAbove(SnapshotClear clear, String what, long sequence) {
    return Optional.of(
        "snapshot: sequence %d is not above %s with %d"
            .formatted(clear.sequence(), what, sequence));
  }

  private long sequence(ObjectId snapshot) throws IOException {
    try {
      return vault
          .store()
          .node(snapshot)
          .map(header -> SnapshotClear.of(header).sequence())
          .orElse(0L);
    } catch (MalformedObjectException | DamagedObjectException e) {
      return 0; // what can't be read bounds nothing; the chain of moves still holds
    }
  }

  private CommitOutcome move(HeadMove move, byte[] encoded)
      throws IOException, InterruptedException {
    HeadLog heads = vault.store().heads();
    return switch (heads.move(move.folder(), move.previous(), move.snapshot(), encoded)) {
      case HeadLog.Move.Moved moved -> new Moved(moved.entry());
      case HeadLog.Move.Behind behind -> new Behind(behind.head());
      case HeadLog.Move.Lacking lacking -> missing(lacking.snapshot());
    };
  }

  /// Tells the vault's other sessions of a head that was moved.
  void tell(byte[] encoded, VaultWatcher mover) {
    vault.tellHead(HeadMove.parse(encoded).folder(), encoded, mover);
  }

  private static CommitOutcome refused(String reason) {
    return new Failed(Code.BAD_REQUEST, reason);
  }

  private static CommitOutcome missing(ObjectId snapshot) {
    return new Failed(
        Code.MISSING_ROOT,
        "snapshot %s has not been admitted; send it and its tree"
            .formatted(snapshot.abbreviated()));
  }
}
