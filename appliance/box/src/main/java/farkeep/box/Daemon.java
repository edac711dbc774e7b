package farkeep.box;

import farkeep.box.configuration.BoxConfiguration;
import farkeep.box.configuration.ConfigurationException;
import farkeep.box.configuration.HostPort;
import farkeep.box.control.ControlServer;
import farkeep.box.events.BoxEvent;
import farkeep.box.events.BoxEvents;
import farkeep.box.events.EventLines;
import farkeep.box.host.ActionWindow;
import farkeep.box.life.LifeBook;
import farkeep.box.life.LinuxMachine;
import farkeep.box.pairing.Invitation;
import farkeep.box.panel.HeldFor;
import farkeep.box.panel.Panel;
import farkeep.box.service.ServiceManager;
import farkeep.link.carrier.AddressText;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.CarrierPorts;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.choice.CarrierUnavailableException;
import farkeep.link.choice.Carriers;
import farkeep.link.discovery.Announcer;
import farkeep.link.discovery.MulticastAnnouncer;
import farkeep.link.pairing.PairingWindow;
import farkeep.link.protocol.Health;
import farkeep.link.protocol.Life;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Disk;
import farkeep.objects.port.Randomness;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.objects.system.SystemClocks;
import farkeep.objects.system.SystemDisk;
import farkeep.objects.system.SystemRandomness;
import farkeep.objects.system.SystemTasks;
import farkeep.store.StoreEvent;
import farkeep.store.StoreSettings;
import farkeep.store.catalogue.CatalogueOpening;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A box on this machine: makes the real ports, runs a [Box] on them, and answers commands and the
/// service manager.
final class Daemon {
  /// The directory of the catalogue in the data directory.
  private static final String CATALOGUE = "catalogue";

  /// The command that opens the pairing window.
  static final String PAIR = "pair";

  /// The command that asks how the box is.
  static final String STATUS = "status";

  /// The command that plays the button.
  static final String PRESS = "press";

  /// How often the box looks whether its network and its clock are what they were.
  private static final Duration LIFE_EVERY = Duration.ofSeconds(30);

  /// How long a stop by signal may take before the process ends all the same.
  private static final long STOP_SECONDS_MAX = 30;

  private final BoxConfiguration configuration;
  private final PrintWriter out;
  private final Tasks tasks = new SystemTasks();
  private final ServiceManager manager = new ServiceManager(System.getenv());
  private final BoxEvents events = new EventLines();
  private final PowerSwitch power;

  /// @param out the console
  Daemon(BoxConfiguration configuration, PrintWriter out) {
    this.configuration = configuration;
    this.out = out;
    this.power = new PowerSwitch(configuration.shutdown(), events);
  }

  /// Runs until the box is stopped or can't go on.
  ///
  /// @return the exit code
  int run() throws IOException, InterruptedException, ConfigurationException {
    Clocks clocks = new SystemClocks();
    Randomness randomness = new SystemRandomness();
    CarrierPorts carrierPorts = new CarrierPorts(tasks, clocks, randomness);
    Disk disk = new SystemDisk(configuration.data());
    CatalogueOpening opening =
        new CatalogueOpening(configuration.data().resolve(CATALOGUE), tasks, this::catalogueSaid);
    int exitCode;
    try (Panel panel = new Panel(configuration.panel(), tasks, events);
        Carrier carrier = carrier(carrierPorts)) {
      Senses senses = Senses.of(configuration, panel, randomness);
      BoxPorts ports = new BoxPorts(disk, tasks, clocks, randomness, carrier, senses.sensors());
      Box.CatalogueSource source = () -> opening.open().catalogue();
      exitCode = run(Box.start(ports, settings(), source, panel.events()), panel, senses);
    }
    power.switchIfWanted();
    return exitCode;
  }

  private Carrier carrier(CarrierPorts carrierPorts) throws ConfigurationException {
    try {
      return Carriers.choose(
          configuration.reach().quic(), LinkSettings.smallMemory(), carrierPorts);
    } catch (CarrierUnavailableException e) {
      throw new ConfigurationException("link.quic: " + e.getMessage());
    }
  }

  private void catalogueSaid(StoreEvent event) {
    events.say(BoxEvent.warn("catalogue was made anew").with("what", event.sentence()));
  }

  private BoxSettings settings() {
    BoxConfiguration.Storage storage = configuration.storage();
    StoreSettings standard = StoreSettings.standard();
    StoreSettings.Reserve reserve =
        storage.reserveBytes().isPresent()
            ? new StoreSettings.Reserve(
                storage.reserveBytes().getAsLong(), 0, standard.reserve().ballastBytes())
            : standard.reserve();
    StoreSettings.PackLimits packs =
        new StoreSettings.PackLimits(
            storage.packBytes(),
            standard.packs().metaBytesMax(),
            standard.packs().objectsMax(),
            standard.packs().ageMax());
    return new BoxSettings(
        configuration.reach().listen().resolve(),
        dialHome(),
        configuration.reach().announce().stream().map(Object::toString).toList(),
        configuration.updates(),
        new StoreSettings(packs, standard.commits(), reserve));
  }

  private List<Supplier<InetSocketAddress>> dialHome() {
    return configuration.reach().dialHome().stream()
        .map(home -> (Supplier<InetSocketAddress>) home::resolve)
        .toList();
  }

  private int run(Box box, Panel panel, Senses senses) throws IOException, InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = Thread.ofPlatform().unstarted(() -> stop(box, ended));
    Runtime.getRuntime().addShutdownHook(hook);
    ActionWindow window = new ActionWindow(tasks, new SystemClocks());
    try (panel;
        ControlServer _ =
            ControlServer.listen(
                configuration.data(), tasks, command -> answer(box, panel, command));
        StatusPage page =
            StatusPage.open(
                configuration.reach().page().map(HostPort::resolve),
                new BoxForHost(box, panel, power, senses.consent()),
                window,
                panel.hasButton(),
                box.events());
        TaskGroup group = new TaskGroup(tasks)) {
      LanPresence presence = new LanPresence(tasks, announcer(box), events);
      group.start("announce", () -> presence.run(() -> box.announcement(page.port())));
      manager.aliveEvery().ifPresent(every -> group.start("watchdog", () -> watch(box, every)));
      LifeBook life =
          new LifeBook(
              new SystemDisk(configuration.data()), new SystemClocks(), new LinuxMachine());
      box.tellOf(life::now);
      group.start("life", () -> lookAfter(life));
      senses.start(group, tasks, box);
      announce(box, page);
      panel.attach(new BoxForPanel(box, power, senses.consent()), window);
      Optional<String> failure = box.awaitEnd(why -> stopping(panel, life, why));
      return failure.isPresent() ? ExitCode.DISK_FAILED : ExitCode.OK;
    } finally {
      ended.countDown();
    }
  }

  private void lookAfter(LifeBook life) throws InterruptedException {
    while (true) {
      life.look();
      tasks.sleep(LIFE_EVERY);
    }
  }

  private void stopping(Panel panel, LifeBook life, String why) {
    panel.ending();
    manager.stopping();
    life.end(why.equals(Box.ASKED_TO) ? Life.End.END_CLEAN : Life.End.END_DISK);
  }

  /// Runs when the process is told to end: a stop that somebody asked for is no failure, so the
  /// exit code is 0 and not 128 + 15.
  private static void stop(Box box, CountDownLatch ended) {
    box.end();
    try {
      boolean done = ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(done ? ExitCode.OK : ExitCode.FAILED);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  private Announcer announcer(Box box) {
    return configuration.reach().mdns()
        ? new MulticastAnnouncer(tasks, new SystemClocks(), box.address())
        : Announcer.NONE;
  }

  private void announce(Box box, StatusPage page) throws IOException {
    InetSocketAddress address = box.address();
    out.println("listening on " + AddressText.numbers(address));
    page.address().ifPresent(at -> out.println("page on http://" + AddressText.numbers(at) + "/"));
    box.openToFirstOwner().ifPresent(open -> out.print(shown(open)));
    out.flush();
    if (configuration.readyFile().isPresent()) {
      writeReadyFile(configuration.readyFile().get(), AddressText.numbers(address));
    }
    manager.ready().ifPresent(this::warn);
    manager.status(box.told().getSentence()).ifPresent(this::warn);
  }

  private void warn(String fault) {
    events.say(BoxEvent.warn("service manager was not told").with("reason", fault));
  }

  private static void writeReadyFile(Path file, String address) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(whole, address + "\n");
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static String shown(Invitation open) {
    return """
    pairing code %s, good for %d minutes: type it at home with `farkeep pair --code`
    or copy this text to `farkeep pair`: %s
    """
        .formatted(
            open.code().shown().replace(' ', '-'),
            PairingWindow.OPEN_MAX.toMinutes(),
            open.text().encode());
  }

  private String answer(Box box, Panel panel, String command) throws IOException {
    if (command.startsWith(PRESS)) {
      return panel.press(HeldFor.parse(command.substring(PRESS.length())));
    }
    return switch (command) {
      case PAIR -> shown(box.openPairing());
      case STATUS -> status(box);
      default -> throw new IOException("the box knows the commands pair, press and status only");
    };
  }

  private static String status(Box box) throws IOException {
    Health health = box.told();
    return "%s%nlistening on %s, %d homes are here%n"
        .formatted(health.getSentence(), AddressText.numbers(box.address()), box.sessions());
  }

  /// Feeds the watchdog, but only after the box has answered how it is.
  private void watch(Box box, Duration every) throws IOException, InterruptedException {
    while (true) {
      Health health = box.told();
      manager.alive().ifPresent(this::warn);
      manager.status(health.getSentence());
      tasks.sleep(every);
    }
  }
}
