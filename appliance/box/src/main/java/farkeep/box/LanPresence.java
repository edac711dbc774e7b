package farkeep.box;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.link.discovery.Announcement;
import farkeep.link.discovery.Announcer;
import farkeep.objects.port.Tasks;
import java.util.function.Supplier;

/// Keeps a box announced on its networks while it runs, and says goodbye when it ends.
final class LanPresence {
  private final Tasks tasks;
  private final Announcer announcer;
  private final BoxEvents events;

  /// @param announcer closed at the end of [#run]
  LanPresence(Tasks tasks, Announcer announcer, BoxEvents events) {
    this.tasks = tasks;
    this.announcer = announcer;
    this.events = events;
  }

  /// Announces until cancelled.
  ///
  /// @param now what is to be said, asked again and again
  void run(Supplier<Announcement> now) throws InterruptedException {
    try (announcer) {
      while (true) {
        announcer
            .keep(now.get())
            .ifPresent(it -> events.say(BoxEvent.warn("announcing has trouble").with("what", it)));
        tasks.sleep(Announcer.KEEP_EVERY);
      }
    }
  }
}
