package farkeep.store;

import farkeep.objects.port.DiskFullException;
import farkeep.objects.port.Tasks;
import farkeep.store.pack.PackEntry;
import farkeep.store.pack.PackWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Seals packs beside the writing of others, one at a time. Used by one task.
final class Sealing {
  private final StorePorts ports;
  private final Shelf shelf;
  private final FailureLatch failure;
  private Tasks.@Nullable Task running;

  Sealing(StorePorts ports, Shelf shelf, FailureLatch failure) {
    this.ports = ports;
    this.shelf = shelf;
    this.failure = failure;
  }

  /// Starts sealing a pack, after the one before is done.
  ///
  /// @param pack durable to its end; closed when sealed
  void seal(PackWriter pack) throws InterruptedException {
    finish();
    running = ports.tasks().start("seal pack " + pack.header().number(), () -> sealNow(pack));
  }

  private void sealNow(PackWriter pack) {
    int number = pack.header().number();
    try (pack) {
      List<PackEntry> entries = shelf.recent().entries(number);
      pack.seal(entries);
      shelf.insert(pack.header(), entries);
      shelf.publish();
      shelf.recent().forget(number);
    } catch (DiskFullException e) {
      ports
          .events()
          .say(
              new StoreEvent(
                  StoreEvent.What.SEALING_POSTPONED,
                  "pack %d can be read, but there is no room to seal it".formatted(number)));
    } catch (IOException e) {
      failure.fail(e);
    }
  }

  /// Waits until nothing is being sealed.
  void finish() throws InterruptedException {
    if (running == null) return;
    try {
      running.join();
    } catch (ExecutionException e) {
      failure.fail(new IOException("sealing a pack failed: " + e.getCause(), e.getCause()));
    }
    running = null;
  }
}
