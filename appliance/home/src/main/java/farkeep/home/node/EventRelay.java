package farkeep.home.node;

import farkeep.home.control.Event;
import farkeep.home.control.Verbs.Events;
import farkeep.home.engine.Estimate;
import farkeep.home.engine.Progress;
import org.jspecify.annotations.Nullable;

/// Tells an engine's progress as events. When the asker has gone away, the engine is told at its
/// next word by an interruption, and [#check] throws.
final class EventRelay implements Progress.Listener {
  private final Events events;
  private final long expectedBytes;
  private Progress.Fetching fetched = new Progress.Fetching(0, 0, 0, 0);
  private Progress.Working working = new Progress.Working(0, 0, 0, 0, 0, Estimate.NOTHING);
  private @Nullable InterruptedException gone;

  /// @param expectedBytes what will be read; 0 while unknown
  EventRelay(Events events, long expectedBytes) {
    this.events = events;
    this.expectedBytes = expectedBytes;
  }

  @Override
  public synchronized void accept(Progress progress) {
    switch (progress) {
      case Progress.Working now -> {
        working = now;
        tell(new Event.Progress("send", now.readBytes(), expectedBytes, now.files()));
      }
      case Progress.Fetching now -> {
        fetched = now;
        tell(new Event.Progress("fetch", now.bytes(), now.totalBytes(), now.files()));
      }
      case Progress.Problem problem ->
          tell(new Event.Problem(Rows.shown(problem.path()), problem.reason()));
      case Progress.Kept _ -> {
        // the end of the pass tells it
      }
      case Progress.Note note -> tell(new Event.Note(note.text()));
    }
  }

  synchronized void problem(String path, String reason) {
    tell(new Event.Problem(path, reason));
  }

  private void tell(Event event) {
    if (gone != null) return;
    try {
      events.tell(event);
    } catch (InterruptedException e) {
      gone = e;
      Thread.currentThread().interrupt();
    }
  }

  /// @throws InterruptedException the asker went away
  synchronized void check() throws InterruptedException {
    if (gone != null) throw gone;
  }

  synchronized Progress.Fetching fetched() {
    return fetched;
  }

  synchronized Progress.Working working() {
    return working;
  }
}
