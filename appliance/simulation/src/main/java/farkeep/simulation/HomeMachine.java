package farkeep.simulation;

import farkeep.home.control.Event;
import farkeep.home.control.Request;
import farkeep.home.engine.FolderView;
import farkeep.home.engine.HomeNode;
import farkeep.home.engine.Moment;
import farkeep.home.engine.Ports;
import farkeep.home.node.Recovery;
import farkeep.home.state.StateDirectory;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.simulated.SimulatedCarrier;
import farkeep.objects.FolderTag;
import farkeep.objects.ObjectId;
import farkeep.objects.SigningKey;
import farkeep.objects.VaultId;
import farkeep.objects.port.Tasks;
import farkeep.testkit.tasks.SimulatedMachine;
import farkeep.vault.keys.RecoverySheet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A computer with a home node on it, its user, and one folder.
final class HomeMachine {
  private static final String FOLDER = Marks.NAME + "folder";
  private static final Duration RECOVERY_PAUSE = Duration.ofSeconds(20);
  private static final int UP_TRIES_MAX = 30;

  /// Where it listens when boxes dial it.
  static final int PORT = 8450;

  private final World world;
  private final String name;
  private final WrongClock clock;
  private final User user;
  private final Passing passing;
  private final HomeState state;
  private SimulatedCarrier carrier;
  private SimulatedMachine machine;
  private @Nullable RecoverySheet sheet;
  private byte[] founding = {};
  private boolean listens;
  private @Nullable RunningHome running;

  private HomeMachine(World world, int number) throws IOException {
    this.world = world;
    this.name = name(number);
    this.clock = new WrongClock(world.tasks());
    this.user = new User(world.folder(name), clock::wall);
    this.carrier = world.network().host(name, LinkSettings.ordinary());
    this.machine = world.tasks().machine(name);
    this.passing = new Passing(world, name, user.model());
    this.state = new HomeState(world);
  }

  /// Founds a vault, and starts.
  static HomeMachine found(World world, int number) throws IOException {
    HomeMachine home = new HomeMachine(world, number);
    Drawn drawn = new Drawn(world.tasks().randomness());
    try (StateDirectory directory = StateDirectory.open(home.state.path())) {
      home.sheet = HomeNode.found(directory, home.name, new Ports(home.machine, home.clock, drawn));
    }
    home.founding = drawn.keys();
    home.start();
    return home;
  }

  /// Starts from a state that was left.
  ///
  /// @param left copied
  /// @param listens whether boxes dial it
  static HomeMachine begin(World world, int number, Beginning.OffHome left, boolean listens)
      throws IOException {
    HomeMachine home = new HomeMachine(world, number);
    home.state.become(left.state());
    home.sheet = left.sheet();
    home.founding = left.keys();
    home.listens = listens;
    world.secrets().add("a key that was drawn for the vault of " + home.name, left.keys());
    home.start();
    return home;
  }

  private Ports ports() {
    return new Ports(machine, clock, world.tasks().randomness());
  }

  static String name(int number) {
    return "home" + number;
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

  /// A copy of what is left of it now that it does not run.
  Beginning.OffHome leave(Path copy) throws IOException {
    Trees.copy(state.path(), copy);
    return new Beginning.OffHome(copy, sheet(), founding);
  }

  /// What a box keeps of the folder.
  Kept kept(BoxMachine box) {
    return passing.kept(box);
  }

  void start() throws IOException {
    OptionalInt port = listens ? OptionalInt.of(PORT) : OptionalInt.empty();
    RunningHome now = RunningHome.start(state.path(), ports(), carrier, port);
    running = now;
    world.secrets().addDevice(name, state.deviceSeeds());
    world.secrets().addVault(name, now.node().vault().keyring());
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
    return state.device().signing();
  }

  /// Binds the folder.
  void addFolder() throws InterruptedException {
    ask(new Request.Add(user.folder().toString(), FOLDER));
  }

  /// Makes this device the one that writes the folder.
  void takeOver() throws InterruptedException {
    ask(new Request.Remove(FOLDER));
    addFolder();
  }

  /// Pairs with a box.
  void pair(BoxMachine box) throws IOException, InterruptedException {
    ask(pairing(box, box.openPairing().shown()));
  }

  /// Types a code, if the program still runs.
  ///
  /// @return whether the box is paired
  boolean tryPair(BoxMachine box, String code) throws InterruptedException {
    RunningHome now = running;
    return now != null && now.answer(pairing(box, code)) instanceof Event.Done;
  }

  private static Request.Pair pairing(BoxMachine box, String code) {
    return new Request.Pair(box.dials() ? null : box.address(), code, box.name());
  }

  private void ask(Request request) throws InterruptedException {
    Event last = running().answer(request);
    if (!(last instanceof Event.Done)) {
      throw new AssertionError(name + ": " + request + " ended with " + last);
    }
  }

  private static FolderTag folder(RunningHome now) {
    return now.node().folders().named(FOLDER).orElseThrow().tag();
  }

  /// Begins a pass for a box; it goes on behind the caller.
  Tasks.Task startPass(BoxMachine box) {
    RunningHome now = running();
    return machine.start("pass to " + box.name(), () -> passing.pass(now, folder(now), box));
  }

  /// Makes a pass.
  ///
  /// @return whether all is durable on the box
  boolean pass(BoxMachine box) throws InterruptedException {
    return passing.pass(running(), folder(running()), box);
  }

  /// The newest snapshot, as the best box gives it.
  FolderView newest() throws IOException, InterruptedException {
    RunningHome now = running();
    return now.node().view(folder(now), new Moment.Newest());
  }

  /// What was restored is not what the snapshot may hold, whichever box it came from.
  Optional<String> difference(ObjectId snapshot, SortedMap<String, FolderModel.Entry> found) {
    return passing.difference(snapshot, found);
  }

  /// Begins something on this machine; it ends with the machine.
  Tasks.Task startTask(String what, Tasks.Work work) {
    return machine.start(what, work);
  }

  /// Ends the program as `kill -9` does, and starts it again on what it left.
  void kill(long seed) throws IOException {
    state.copy();
    restart(seed);
  }

  /// Keeps a copy of its state.
  void save() throws IOException {
    state.save();
  }

  /// The same, and it starts on the copy that was kept, if there is one.
  void putBack(long seed) throws IOException {
    state.putBack();
    restart(seed);
  }

  /// The same, and it starts on what a power cut may leave.
  void damage(long seed) throws IOException {
    state.damage(new SplittableRandom(seed));
    restart(seed);
  }

  private void restart(long seed) throws IOException {
    end(seed);
    start();
  }

  private void end(long seed) throws IOException {
    if ((seed & 1) == 0) world.network().vanish(carrier);
    else world.network().crash(carrier);
    RunningHome was = running();
    running = null; // before anything else may run: nobody may use what is being killed
    machine.kill();
    was.abandon();
    machine = world.tasks().machine(name);
    carrier = world.network().again(carrier);
  }

  /// Loses everything but the folder, and becomes a device of the vault again as soon as a box that
  /// keeps what it says can be reached.
  void lose(List<BoxMachine> boxes) throws IOException {
    end(1);
    state.lose();
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
    try (StateDirectory directory = StateDirectory.open(state.path())) {
      new Recovery(carrier, ports()).run(directory, sheet(), reached(from), name);
      return true;
    } catch (IOException e) {
      world.note(name + " did not recover from " + from.name() + ": " + e.getMessage());
      return false;
    }
  }

  private static String reached(BoxMachine box) {
    return box.reached().getHostString() + ":" + box.reached().getPort();
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
    RunningHome was = running;
    running = null;
    if (was != null) was.close();
  }
}
