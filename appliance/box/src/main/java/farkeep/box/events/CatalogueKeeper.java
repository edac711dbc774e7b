package farkeep.box.events;

import farkeep.objects.port.Mailbox;
import farkeep.objects.port.Tasks;
import farkeep.store.catalogue.Catalogue;
import farkeep.store.catalogue.CatalogueException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// Writes to the catalogue behind everybody's back. What the catalogue says can be made anew, so
/// nobody waits for it: when it is too slow for what happens it gets less, and when it fails the
/// box goes on without. Safe for many threads.
public final class CatalogueKeeper {
  /// Changes that wait to be written.
  public static final int WAITING_MAX = 1_000;

  private final Catalogue catalogue;
  private final BoxEvents events;
  private final Mailbox<Change> waiting;
  private final Tasks.Task writer;

  /// A change of the catalogue.
  @FunctionalInterface
  public interface Change {
    /// Makes it.
    void make(Catalogue catalogue);
  }

  /// @param catalogue not closed with this
  /// @param events who is told when the catalogue fails; not the catalogue itself
  public CatalogueKeeper(Tasks tasks, Catalogue catalogue, BoxEvents events) {
    this.catalogue = catalogue;
    this.events = events;
    this.waiting = new Mailbox<>(tasks, WAITING_MAX);
    this.writer = tasks.start("catalogue keeper", this::write);
  }

  /// Has a change made soon.
  public void write(Change change) {
    waiting.offer(change);
  }

  private void write() throws InterruptedException {
    boolean failed = false;
    Optional<Change> next = waiting.take();
    while (next.isPresent()) {
      if (!failed) failed = !make(next.get());
      next = waiting.take();
    }
  }

  private boolean make(Change change) {
    try {
      change.make(catalogue);
      return true;
    } catch (CatalogueException e) {
      events.say(
          BoxEvent.warn("catalogue failed; the box goes on without until its next start")
              .with("reason", e.getMessage()));
      return false;
    }
  }

  /// Writes what still waits, and ends.
  public void finish() throws InterruptedException {
    waiting.close();
    try {
      writer.join();
    } catch (ExecutionException e) {
      events.say(BoxEvent.warn("catalogue keeper failed").with("reason", e.getCause()));
    }
  }
}
