package farkeep.box.panel;

import farkeep.box.configuration.PanelSettings;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.health.Alarm;
import farkeep.box.health.Cause;
import farkeep.box.health.Findings;
import farkeep.box.health.State;
import farkeep.box.health.Wording;
import farkeep.box.host.ActionWindow;
import farkeep.objects.port.Tasks;
import farkeep.panel.SystemPace;
import farkeep.panel.button.ButtonWatch;
import farkeep.panel.button.Press;
import farkeep.panel.button.Presses;
import farkeep.panel.console.SerialConsole;
import farkeep.panel.display.Page;
import farkeep.panel.lights.LightShow;
import farkeep.panel.lights.Pattern;
import farkeep.panel.serial.LineSettings;
import farkeep.store.catalogue.CatalogueException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The panel of a running box. It begins before the box, so that the lights say that it starts, and
/// is closed after it. Safe for many threads.
public final class Panel implements AutoCloseable {
  /// How long a press has the lights say where the box is.
  static final Duration HERE_I_AM = Duration.ofSeconds(30);

  /// How often it looks how the box is when nothing is told.
  static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /// How often it looks while something is under way.
  static final Duration LOOK_OFTEN_EVERY = Duration.ofSeconds(1);

  private static final int CONSOLE_BAUD = 115_200;

  private final PanelSettings settings;
  private final Tasks tasks;
  private final BoxEvents log;
  private final Alarm alarm;
  private final Devices devices;
  private final LightShow show;
  private final Battery battery;
  private final Wording words = new Wording(Locale.ENGLISH, ZoneId.systemDefault());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Tasks.Task> running = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean batteryEmpty = new AtomicBoolean();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile Tasks.@Nullable Task looking;
  private volatile @Nullable PanelledBox box;
  private volatile @Nullable Requests requests;

  /// Opens what the settings and the machine give, and says that the box starts. Never fails: what
  /// is lacking is told once, when the box runs.
  ///
  /// @param log where the panel's own events go
  public Panel(PanelSettings settings, Tasks tasks, BoxEvents log) {
    this.settings = settings;
    this.tasks = tasks;
    this.log = log;
    this.alarm = new Alarm(tasks);
    this.devices = Devices.open(settings);
    this.show = new LightShow(devices.lights(), new SystemPace());
    this.battery = new Battery(settings.ups(), log, this::batteryIsEmpty);
    show.lasting(Pattern.BOOTING);
    devices.display().show(Page.of("Farkeep starts."));
    start("lights", show, show::run);
    start("display", devices.display(), devices.display()::run);
    start("battery", battery, battery::run);
  }

  private void start(String name, AutoCloseable device, Tasks.Work work) {
    open.add(device);
    running.add(tasks.start(name, work));
  }

  /// Tells the log, and has the panel look anew: something has happened.
  public BoxEvents events() {
    return event -> {
      log.say(event);
      alarm.changed();
    };
  }

  /// What the battery says; empty without one.
  public Optional<Findings.Power> power() {
    return battery.power();
  }

  /// Shows a box from now on, and does with it what a person asks. Called once.
  ///
  /// @param window opened by a press; opened now, when there is no button
  public void attach(PanelledBox itsBox, ActionWindow window) {
    Requests asked =
        new Requests(itsBox, window, () -> show.passing(Pattern.IDENTIFY, HERE_I_AM), log);
    box = itsBox;
    requests = asked;
    if (batteryEmpty.get()) itsBox.end();
    ButtonWatch button = new ButtonWatch(devices.button(), presses(asked), new SystemPace());
    if (devices.button().lacks().isPresent()) window.open();
    else start("button", button, button::run);
    settings.console().ifPresent(device -> console(device, asked));
    looking = tasks.start("panel", () -> look(itsBox));
    log.say(
        BoxEvent.info("panel was opened")
            .with("lights", devices.lights().lacks().orElse("yes"))
            .with("button", devices.button().lacks().orElse("yes"))
            .with("display", settings.display().isPresent() ? "yes" : "none is set up")
            .with("battery", settings.ups().isPresent() ? "yes" : "none is set up")
            .with("console", settings.console().isPresent() ? "yes" : "none is set up"));
  }

  private void console(Path device, Requests asked) {
    SystemPace pace = new SystemPace();
    LineSettings line = LineSettings.text(device.toString(), CONSOLE_BAUD);
    SerialConsole console = new SerialConsole(Devices.line(line, pace), asked, pace);
    start("console", console, console::run);
  }

  private Presses presses(Requests asked) {
    return new Presses() {
      @Override
      public void holding(Optional<Press> reached) {
        show.held(reached.map(Press::pattern));
      }

      @Override
      public void pressed(Press press) {
        try {
          asked.press(press);
        } catch (IOException e) {
          log.say(BoxEvent.warn("button asked in vain").with("reason", e.getMessage()));
        }
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
    while (!ending.get()) {
      boolean working = show(shown);
      alarm.await(working ? LOOK_OFTEN_EVERY : LOOK_EVERY);
    }
  }

  /// The box ends: it is asked nothing more when this returns.
  public void ending() {
    ending.set(true);
    alarm.changed();
    Tasks.Task last = looking;
    if (last != null) join(last);
    devices.display().show(Page.of("The box ends. Don't unplug it yet."));
  }

  /// @return whether something is under way
  private boolean show(PanelledBox shown) {
    try {
      Cause worst = shown.worst();
      show.lasting(Look.of(worst));
      Page page = Page.of(words.sentence(worst));
      devices.display().show(shown.pairingCode().map(page::withCode).orElse(page));
      return worst.state() == State.WORKING;
    } catch (IOException | CatalogueException e) {
      show.lasting(Pattern.FAULT);
      devices.display().show(Page.of("The box can't read its own disk. Tell the owner."));
      return false;
    }
  }

  /// Says nothing more, and gives everything back as it was found.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    ending();
    show.lasting(Pattern.OFF);
    devices.display().show(Page.of("The box has ended."));
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
