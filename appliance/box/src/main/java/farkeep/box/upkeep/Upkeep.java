package farkeep.box.upkeep;

import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Findings;
import farkeep.box.health.MachineUpdate;
import farkeep.objects.port.Tasks;
import farkeep.store.catalogue.Catalogue;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks now and then at what the machine's scripts have noted, and tells of it. Safe for many
/// threads.
public final class Upkeep implements Supplier<Findings.Upkeep> {
  /// How often it looks: somebody may stand before the page while an update is installed.
  public static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// Events of earlier runs among which one is looked for.
  static final int TOLD_MAX = 1_000;

  private final UpkeepFiles files;
  private volatile Findings.Upkeep now = Findings.Upkeep.NONE;
  private String damaged = "";

  /// Who hears of it.
  ///
  /// @param told what was told in earlier runs: a note stays, and is told once
  /// @param changed something is other than before
  public record Listener(BoxEvents events, Catalogue told, Runnable changed) {
    private boolean wasTold(BoxEvent event) {
      return told.events(TOLD_MAX).stream()
          .anyMatch(it -> it.kind().equals(event.kind()) && it.sentence().equals(event.sentence()));
    }
  }

  /// Reads what is there.
  public Upkeep(UpkeepFiles files) {
    this.files = files;
    this.now = files.read().upkeep();
  }

  /// What was noted when it last looked.
  @Override
  public Findings.Upkeep get() {
    return now;
  }

  /// Looks until cancelled.
  public void run(Tasks tasks, Listener listener) throws InterruptedException {
    begin(listener);
    while (true) {
      look(listener);
      tasks.sleep(LOOK_EVERY);
    }
  }

  /// Tells of what was noted before this run, if nobody has.
  void begin(Listener listener) {
    now.update()
        .map(Upkeep::event)
        .filter(event -> !listener.wasTold(event))
        .ifPresent(listener.events::say);
  }

  /// Looks once. For one task.
  void look(Listener listener) {
    UpkeepFiles.Reading reading = files.read();
    if (!reading.damaged().isEmpty() && !reading.damaged().equals(damaged)) {
      listener.events.say(
          BoxEvent.warn("note of the system was not understood").with("reason", reading.damaged()));
    }
    damaged = reading.damaged();
    Findings.Upkeep before = now;
    if (reading.upkeep().equals(before)) return;
    now = reading.upkeep();
    Optional<MachineUpdate> update = now.update();
    if (!update.equals(before.update())) update.map(Upkeep::event).ifPresent(listener.events::say);
    boolean isNew = now.blankDisk().isPresent() && !now.blankDisk().equals(before.blankDisk());
    if (isNew) listener.events.say(BoxEvent.info("blank disk was plugged in"));
    listener.changed.run();
  }

  private static BoxEvent event(MachineUpdate update) {
    BoxEvent event =
        switch (update.stage()) {
          case RECEIVED -> BoxEvent.info("update is looked at");
          case INSTALLING -> BoxEvent.info("update is being installed");
          case INSTALLED -> BoxEvent.info("update is installed");
          case TRIAL -> BoxEvent.info("update is on trial");
          case GOOD -> BoxEvent.info("update has proven itself");
          case PRESENT -> BoxEvent.info("update was here already");
          case REFUSED -> BoxEvent.warn("update was refused");
          case BACK -> BoxEvent.warn("update did not stay");
        };
    if (!update.from().isEmpty()) event = event.with("from", update.from());
    if (!update.to().isEmpty()) event = event.with("to", update.to());
    if (update.why() != MachineUpdate.Why.NONE) event = event.with("why", update.why().code());
    return event.with("at", update.at());
  }
}
