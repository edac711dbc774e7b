package farkeep.simulation;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Moment;
import farkeep.home.engine.Ports;
import farkeep.home.engine.Progress;
import farkeep.home.engine.SyncResult;
import farkeep.home.node.Recovery;
import farkeep.home.restore.RestoreRules;
import farkeep.home.state.StateDirectory;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.simulated.SimulatedCarrier;
import farkeep.objects.FolderTag;
import farkeep.objects.MalformedObjectException;
import farkeep.objects.ObjectId;
import farkeep.objects.PeerId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedMachine;
import farkeep.vault.keys.CannotOpenException;
import farkeep.vault.keys.DeviceKeyFile;
import farkeep.vault.keys.RecoverySheet;
import farkeep.vault.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A computer with a home node on it, its user, and one folder.
final class HomeMachine {
  private static final String FOLDER = Marks.NAME + "folder";
  private static final Duration RECOVERY_PAUSE = Duration.ofSeconds(20);
  private static final int UP_TRIES_MAX = 30;

  private final World world;
  private final String name;
  private final WrongClock clock;
  private final User user;
  private final Map<BoxMachine, Kept> kept = new TreeMap<>(BoxMachine.BY_NAME);
  private SimulatedCarrier carrier;
  private SimulatedMachine machine;
  private Path state;
  private @Nullable RecoverySheet sheet;
  private @Nullable RunningHome running;

  private HomeMachine(World world, int number) throws IOException {
    this.world = world;
    this.name = "home" + number;
    this.clock = new WrongClock(world.tasks());
    this.user = new User(world.directory("folder"), clock::wall);
    this.carrier = world.network().host(name, LinkSettings.ordinary());
    this.machine = world.tasks().machine(name);
    this.state = world.fresh("state");
  }

  /// Founds a vault, and starts.
  static HomeMachine found(World world, int number) throws IOException {
    HomeMachine home = new HomeMachine(world, number);
    try (StateDirectory directory = StateDirectory.open(home.state)) {
      home.sheet = HomeNode.found(directory, home.name, home.ports());
    }
    home.start();
    return home;
  }

  /// Starts from a state that was left.
  ///
  /// @param left copied
  static HomeMachine begin(World world, int number, Path left, RecoverySheet sheet)
      throws IOException {
    HomeMachine home = new HomeMachine(world, number);
    Trees.copy(left, home.state);
    home.sheet = sheet;
    home.start();
    return home;
  }

  private Ports ports() {
    return new Ports(machine, clock, world.tasks().randomness());
  }

  String name() {
    return name;
  }

  WrongClock clock() {
    return clock;
  }

  SimulatedCarrier carrier() {
    return carrier;
  }

  User user() {
    return user;
  }

  RecoverySheet sheet() {
    return Objects.requireNonNull(sheet);
  }

  Path state() {
    return state;
  }

  /// What a box keeps of the folder.
  Kept kept(BoxMachine box) {
    return kept.computeIfAbsent(box, _ -> new Kept(user.model()));
  }

  void start() throws IOException {
    running = RunningHome.start(state, ports(), carrier);
  }

  private RunningHome running() {
    if (running == null) throw new IllegalStateException(name + " does not run");
    return running;
  }

  VaultId vault() {
    return running().node().vault().id();
  }

  /// Its device's key, as somebody has it who has read the disk of this computer.
  SigningKey stolenKey() throws IOException {
    byte[] file = Files.readAllBytes(state.resolve("device.key"));
    return DeviceKeyFile.decode(file, new char[0]).signing();
  }

  /// Binds the folder.
  void addFolder() throws InterruptedException {
    ask(new Request.Add(user.folder().toString(), FOLDER));
  }

  /// Pairs with a box.
  void pair(BoxMachine box) throws IOException, InterruptedException {
    String code = box.openPairing().shown();
    ask(new Request.Pair(box.address(), code, box.name()));
  }

  private void ask(Request request) throws InterruptedException {
    List<Event> said = new ArrayList<>();
    running().verbs().handle(request, said::add);
    if (!(said.getLast() instanceof Event.Done)) {
      throw new AssertionError(name + ": " + request + " ended with " + said.getLast());
    }
  }

  private static FolderTag folder(RunningHome now) {
    return now.node().folders().named(FOLDER).orElseThrow().tag();
  }

  /// Begins a pass for a box; it goes on behind the caller.
  Tasks.Task startPass(BoxMachine box) {
    RunningHome now = running();
    return machine.start("pass to " + box.name(), () -> pass(now, box));
  }

  /// Makes a pass.
  ///
  /// @return whether all is durable on the box
  boolean pass(BoxMachine box) throws InterruptedException {
    return pass(running(), box);
  }

  private boolean pass(RunningHome now, BoxMachine box) throws InterruptedException {
    PeerId id = box.id();
    Kept there = kept(box);
    int pass = there.begin();
    world.counts().passes++;
    try {
      SyncResult result =
          now.node().sync(id, folder(now), Set.of(), progress -> heard(progress, there, pass, box));
      there.seen(pass);
      world.note(name + " kept all on " + box.name() + ": " + result.folder().newest());
      return result.problems() == 0;
    } catch (IOException | MalformedObjectException | CannotOpenException e) {
      there.seen(pass);
      world.counts().passesFailed++;
      world.note(name + " pass to " + box.name() + " failed: " + e.getMessage());
      return false;
    }
  }

  private void heard(Progress progress, Kept there, int pass, BoxMachine box) {
    switch (progress) {
      case Progress.Kept now -> {
        world.counts().acknowledged++;
        there.acknowledge(now.snapshot().id(), now.snapshot().sequence(), pass);
        world.note(name + " has snapshot " + now.snapshot().id() + " on " + box.name());
      }
      case Progress.Note now -> world.note(name + " is told: " + now.text());
      case Progress.Problem now -> world.note(name + " has a problem: " + now);
      case Progress.Working _, Progress.Fetching _ -> {
        // says nothing new
      }
    }
  }

  /// The newest snapshot, as the best box gives it.
  FolderView newest() throws IOException, InterruptedException {
    RunningHome now = running();
    return now.node().view(folder(now), new Moment.Newest());
  }

  /// Restores the newest snapshot into an empty directory.
  ///
  /// @return what is there now
  SortedMap<String, FolderModel.Entry> restore(FolderView view, Path to)
      throws IOException, InterruptedException {
    FolderView.Restored done =
        view.restore(
            List.of(TreePath.ROOT),
            to.toString().getBytes(StandardCharsets.UTF_8),
            RestoreRules.USUAL,
            _ -> {});
    if (done.problems() > 0) throw new IOException(done.problems() + " paths were not restored");
    return Trees.read(to);
  }

  /// What was restored is not what the snapshot may hold, whichever box it came from.
  Optional<String> difference(ObjectId snapshot, SortedMap<String, FolderModel.Entry> found) {
    Optional<String> last = Optional.of("no box has it");
    for (Kept each : kept.values()) {
      last = each.difference(snapshot, found);
      if (last.isEmpty()) return last;
    }
    return last;
  }

  /// Begins something on this machine; it ends with the machine.
  Tasks.Task startTask(String what, Tasks.Work work) {
    return machine.start(what, work);
  }

  /// Ends the program as `kill -9` does, and starts it again on what it left.
  void kill(long seed) throws IOException {
    Path left = world.fresh("state");
    Trees.copy(state, left);
    end(seed);
    state = left;
    start();
  }

  private void end(long seed) throws IOException {
    if ((seed & 1) == 0) world.network().vanish(carrier);
    else world.network().crash(carrier);
    machine.kill();
    running().abandon();
    running = null;
    machine = world.tasks().machine(name);
    carrier = world.network().again(carrier);
  }

  /// Loses everything but the folder, and becomes a device of the vault again as soon as a box that
  /// keeps what it says can be reached.
  void lose(List<BoxMachine> boxes) throws IOException {
    end(1);
    state = world.fresh("state");
    world.tasks().start("recovery of " + name, () -> recover(boxes));
  }

  private void recover(List<BoxMachine> boxes) throws IOException, InterruptedException {
    for (int tries = 0; tries < UP_TRIES_MAX; tries++) {
      for (BoxMachine box : boxes) {
        if (!box.isTrusted() || !recovered(box)) continue;
        start();
        addFolder();
        world.note(name + " has recovered");
        return;
      }
      world.tasks().sleep(RECOVERY_PAUSE);
    }
  }

  private boolean recovered(BoxMachine from) throws InterruptedException {
    try (StateDirectory directory = StateDirectory.open(state)) {
      new Recovery(carrier, ports()).run(directory, sheet(), from.address(), name);
      return true;
    } catch (IOException e) {
      world.note(name + " did not recover from " + from.name() + ": " + e.getMessage());
      return false;
    }
  }

  /// Whether the program runs.
  boolean isUp() {
    return running != null;
  }

  /// Waits until the program runs.
  ///
  /// @return whether it does; there may be nothing to recover from
  boolean awaitUp() throws InterruptedException {
    for (int i = 0; running == null && i < UP_TRIES_MAX; i++) world.tasks().sleep(RECOVERY_PAUSE);
    return running != null;
  }

  /// Ends the program in order.
  void stop() throws IOException {
    if (running != null) running.close();
    running = null;
  }
}
