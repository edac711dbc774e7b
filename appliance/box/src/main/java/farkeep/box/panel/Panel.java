package farkeep.box.panel;

import farkeep.box.configuration.PanelSettings;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Alarm;
import farkeep.box.health.Cause;
import farkeep.box.health.Findings;
import farkeep.box.health.State;
import farkeep.box.host.ActionWindow;
import farkeep.objects.port.Tasks;
import farkeep.panel.Pace;
import farkeep.panel.SystemPace;
import farkeep.panel.button.ButtonWatch;
import farkeep.panel.button.Press;
import farkeep.panel.button.Presses;
import farkeep.panel.console.SerialConsole;
import farkeep.panel.lights.LightShow;
import farkeep.panel.serial.LineSettings;
import farkeep.store.catalogue.CatalogueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The panel of a running box. It begins before the box, so that the lights say that it starts, and
/// is closed after it. Safe for many threads.
public final class Panel implements AutoCloseable {
  /// How often it looks how the box is when nothing is told.
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// How often it looks while something is under way.
  static final Duration LOOK_OFTEN_EVERY = Duration.ofSeconds(1);

  /// Between two looks, however much is told: what happened is on the lights within 200 ms.
  static final Duration LOOK_GAP = Duration.ofMillis(100);

  /// Events that are kept until there is a box that takes note.
  static final int EARLY_EVENTS_MAX = 32;

  private static final int CONSOLE_BAUD = 115_200;

  private final PanelSettings settings;
  private final Tasks tasks;
  private final BoxEvents log;
  private final Alarm alarm;
  private final Devices devices;
  private final Face face;
  private final Battery battery;
  private final Pace time = new SystemPace();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Tasks.Task> running = new ArrayList<>();
  private final List<BoxEvent> early = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean batteryEmpty = new AtomicBoolean();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicBoolean arriving = new AtomicBoolean();
  private volatile Tasks.@Nullable Task looking;
  private volatile @Nullable PanelledBox box;
  private volatile @Nullable Requests requests;

  /// Opens what the settings and the machine give, and says that the box starts. Never fails: what
  /// is lacking is told once, when the box runs.
  ///
  /// @param log where events go until there is a box
  public Panel(PanelSettings settings, Tasks tasks, BoxEvents log) {
    this.settings = settings;
    this.tasks = tasks;
    this.log = log;
    this.alarm = new Alarm(tasks);
    this.devices = Devices.open(settings, this::say);
    LightShow show = new LightShow(devices.lights(), new SystemPace());
    this.face = new Face(show, devices.display());
    this.battery = new Battery(settings.ups(), this::say, this::batteryIsEmpty);
    start("lights", show, show::run);
    start("display", devices.display(), devices.display()::run);
    start("battery", battery, battery::run);
  }

  private void start(String name, AutoCloseable device, Tasks.Work work) {
    open.add(device);
    running.add(tasks.start(name, work));
  }

  /// What the panel itself tells: the box takes note, once there is one.
  private void say(BoxEvent event) {
    PanelledBox to;
    synchronized (early) {
      to = box;
      if (to == null && early.size() < EARLY_EVENTS_MAX) early.add(event);
    }
    if (to != null) to.events().say(event);
  }

  /// Where the box's own events go: to the log, and to the panel, which looks anew, since something
  /// has happened.
  public BoxEvents events() {
    return new BoxEvents() {
      @Override
      public void say(BoxEvent event) {
        log.say(event);
        alarm.changed();
      }

      @Override
      public void objectArrived() {
        face.takesIn();
        if (arriving.compareAndSet(false, true)) alarm.changed();
      }
    };
  }

  /// Something has changed that lights and display tell of: they say so within 200 ms.
  public void changed() {
    alarm.changed();
  }

  /// Says with lights and display where the box is.
  public void identify() {
    face.isHere();
  }

  /// Whether a button is there. What is not set up is not: a line says nothing of what hangs on it.
  public boolean hasButton() {
    return devices.button().lacks().isEmpty();
  }

  /// Whether there are lights.
  public boolean hasLights() {
    return devices.lights().lacks().isEmpty();
  }

  /// What the battery says; empty without one.
  public Optional<Findings.Power> power() {
    return battery.power();
  }

  /// Shows a box from now on, and does with it what a person asks. Called once.
  ///
  /// @param window opened by a press; opened now, when there is no button
  public void attach(PanelledBox itsBox, ActionWindow window) {
    Requests asked = new Requests(itsBox, window, face);
    requests = asked;
    takeNote(itsBox);
    if (batteryEmpty.get()) itsBox.end();
    ButtonWatch button = new ButtonWatch(devices.button(), presses(asked), new SystemPace());
    if (hasButton()) start("button", button, button::run);
    else window.open();
    settings.console().ifPresent(device -> console(device, asked));
    looking = tasks.start("panel", () -> look(itsBox));
    say(
        BoxEvent.info("panel was opened")
            .with("lights", devices.lights().lacks().orElse("yes"))
            .with("button", devices.button().lacks().orElse("yes"))
            .with("display", settings.display().isPresent() ? "yes" : "none is set up")
            .with("battery", settings.ups().isPresent() ? "yes" : "none is set up")
            .with("console", settings.console().isPresent() ? "yes" : "none is set up"));
  }

  private void takeNote(PanelledBox itsBox) {
    List<BoxEvent> told;
    synchronized (early) {
      box = itsBox;
      told = List.copyOf(early);
      early.clear();
    }
    told.forEach(itsBox.events()::say);
  }

  private void console(Path device, Requests asked) {
    SystemPace pace = new SystemPace();
    LineSettings line = LineSettings.text(device.toString(), CONSOLE_BAUD);
    SerialConsole console =
        new SerialConsole(Devices.line(line, pace, "console", this::say), asked, pace);
    start("console", console, console::run);
  }

  private Presses presses(Requests asked) {
    return new Presses() {
      @Override
      public void holding(Optional<Press> reached) {
        face.isHeld(reached);
      }

      @Override
      public void pressed(Press press) {
        try {
          asked.press(press);
        } catch (IOException e) {
          say(BoxEvent.warn("button asked in vain").with("reason", e.getMessage()));
        }
      }

      @Override
      public void tooLong() {
        say(BoxEvent.warn("button is held too long").with("limit", Press.HELD_MAX));
      }
    };
  }

  /// Does what a press of the button would.
  ///
  /// @return what came of it, for a person
  /// @throws IOException it can't be done; the message says why and what to do
  public String press(Press press) throws IOException {
    Requests asked = requests;
    if (asked == null) throw new IOException("the box still starts; try again in a moment");
    return asked.press(press);
  }

  private void batteryIsEmpty() {
    batteryEmpty.set(true);
    PanelledBox ending = box;
    if (ending != null) ending.end();
  }

  private void look(PanelledBox shown) throws InterruptedException {
    if (devices.lights().lacks().isPresent() && settings.display().isEmpty()) return;
    Duration listening = time.running();
    while (!ending.get()) {
      // While objects stream in, one of them a second is enough to look for.
      if (time.running().minus(listening).compareTo(LOOK_OFTEN_EVERY) >= 0) {
        listening = time.running();
        arriving.set(false);
      }
      Duration next = show(shown);
      tasks.sleep(LOOK_GAP);
      alarm.await(next);
    }
  }

  /// The box ends: it is asked nothing more when this returns.
  public void ending() {
    ending.set(true);
    alarm.changed();
    Tasks.Task last = looking;
    if (last != null) join(last);
    face.ends("The box ends. Don't unplug it yet.");
  }

  /// @return after which time something may be otherwise without anybody telling
  private Duration show(PanelledBox shown) {
    Duration next = LOOK_EVERY;
    try {
      Cause worst = shown.worst();
      Optional<PanelledBox.Pairing> pairing = shown.pairing();
      face.says(worst, pairing.map(PanelledBox.Pairing::code));
      if (worst.state() == State.WORKING) next = LOOK_OFTEN_EVERY;
      next = shorter(next, pairing.map(PanelledBox.Pairing::left));
    } catch (IOException | CatalogueException e) {
      face.isAtALoss();
    }
    return shorter(next, face.answering());
  }

  private static Duration shorter(Duration time, Optional<Duration> other) {
    return other.filter(each -> each.compareTo(time) < 0).orElse(time);
  }

  /// Says nothing more, and gives everything back as it was found.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    ending();
    early.forEach(log::say);
    face.hasEnded();
    for (AutoCloseable each : open) close(each);
    for (Tasks.Task each : running) join(each);
  }

  private void close(AutoCloseable device) {
    try {
      device.close();
    } catch (Exception e) {
      log.say(BoxEvent.warn("panel was not closed").with("reason", e.getMessage()));
    }
  }

  private void join(Tasks.Task task) {
    try {
      task.join();
    } catch (ExecutionException e) {
      log.say(BoxEvent.warn("panel failed").with("reason", e.getCause()));
    } catch (InterruptedException e) {
      tasks.cancelSelf();
    }
  }
}
