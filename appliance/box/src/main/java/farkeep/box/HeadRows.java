package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.events.CatalogueKeeper;
import farkeep.box.replication.KeptVault;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.VaultId;
import farkeep.objects.log.HeadMove;
import farkeep.store.HeadLog;
import farkeep.store.catalogue.Catalogue;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes into the catalogue what a vault's head log says beyond what the catalogue has: a row for
/// each snapshot, the newest one of each folder, and when the device that sent it was here. In a
/// catalogue that was made anew, that is all of it.
final class HeadRows implements CatalogueKeeper.Change {
  /// Bytes of entries read at once.
  private static final int READ_BYTES = 1 << 18;

  private final VaultId vault;
  private final HeadLog heads;
  private final BoxEvents events;

  /// @param events who is told when the log can't be read
  HeadRows(KeptVault vault, BoxEvents events) {
    this.vault = vault.id();
    this.heads = vault.store().heads();
    this.events = events;
  }

  @Override
  public void make(Catalogue catalogue) {
    try {
      for (long next = catalogue.nextHeadEntry(vault); next < heads.entries(); ) {
        List<byte[]> entries = heads.read(next, READ_BYTES);
        for (byte[] entry : entries) put(catalogue, entry, next++);
      }
    } catch (IOException e) {
      events.say(
          BoxEvent.warn("head log was not read for the catalogue")
              .with("vault", vault.abbreviated())
              .with("reason", e.getMessage()));
    }
  }

  private void put(Catalogue catalogue, byte[] encoded, long number) throws IOException {
    HeadMove move;
    try {
      move = HeadMove.parse(encoded);
    } catch (MalformedObjectException _) {
      return; // damaged: the log itself has said so
    }
    Optional<Instant> received = heads.receivedAt(number);
    catalogue.put(
        new Catalogue.Snapshot(
            vault, move.folder(), move.snapshot(), number, move.sequence(), received));
    catalogue.put(
        new Catalogue.Folder(
            vault, move.folder(), Optional.of(move.snapshot()), move.sequence(), received));
    received.ifPresent(when -> catalogue.seen(move.device(), when));
  }
}
