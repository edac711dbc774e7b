package farkeep.box;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.box.replication.ScriptedHome;
import farkeep.box.replication.TestVault;
import farkeep.link.auth.AuthenticatedLink;
import farkeep.link.auth.Authenticator;
import farkeep.link.auth.Role;
import farkeep.link.carrier.Carrier;
import farkeep.link.carrier.Link;
import farkeep.link.carrier.LinkSettings;
import farkeep.link.pairing.BoxOffer;
import farkeep.link.pairing.HomeOffer;
import farkeep.link.pairing.PairingCode;
import farkeep.link.pairing.PairingHome;
import farkeep.link.protocol.ObjectAnswer;
import farkeep.link.protocol.ToHome;
import farkeep.link.simulated.SimulatedCarrier;
import farkeep.link.simulated.SimulatedNetwork;
import farkeep.objects.ObjectId;
import farkeep.objects.ObjectKind;
import farkeep.objects.PeerId;
import farkeep.objects.log.HeadMove;
import farkeep.objects.log.LogBody;
import farkeep.objects.log.Opaque;
import farkeep.store.StoreSettings;
import farkeep.store.catalogue.MemoryCatalogue;
import farkeep.testkit.disk.SimulatedDisk;
import farkeep.testkit.tasks.SimulatedTasks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole box on a simulated disk, network and clock: what it has acknowledged is there after a
/// power cut at any moment, and a disk that fails or is full makes it lose nothing.
class BoxOnFailingDiskTest {
  private static final long DISK_BYTES = 1L << 30;

  /// The machines of one run.
  private static final class World {
    final SimulatedTasks tasks;
    final SimulatedNetwork network;
    final TestVault vault;
    final List<Moment> moments = new ArrayList<>();
    PeerId boxId;

    World(SimulatedTasks tasks) {
      this.tasks = tasks;
      this.network = new SimulatedNetwork(tasks, tasks, tasks.randomness());
      this.vault = new TestVault(tasks.randomness());
    }

    Running start(SimulatedDisk disk) throws IOException, InterruptedException {
      SimulatedCarrier carrier = network.host("box", LinkSettings.ordinary());
      StoreSettings standard = StoreSettings.standard();
      StoreSettings settings =
          new StoreSettings(
              standard.packs(), standard.commits(), new StoreSettings.Reserve(0, 0, 4_096));
      Box box =
          Box.start(
              new BoxPorts(disk, tasks, tasks, tasks.randomness(), carrier),
              new BoxSettings(new InetSocketAddress(0), List.of(), List.of(), false, settings),
              () -> new MemoryCatalogue(tasks),
              _ -> {});
      return new Running(box, network.host("home", LinkSettings.ordinary()), disk);
    }
  }

  /// A box that runs, and a host from which to reach it.
  private record Running(Box box, SimulatedCarrier home, SimulatedDisk disk) {
    void stop() throws IOException, InterruptedException {
      box.end();
      box.awaitEnd(_ -> {});
    }
  }

  /// A power cut that might have happened: what the disk would hold, and what had been said by
  /// then.
  private record Moment(SimulatedDisk disk, List<ObjectId> stored, Optional<HeadMove> head) {}

  private interface Script {
    void run(World world) throws Exception;
  }

  private static void simulate(long seed, Script script) {
    SimulatedTasks tasks = new SimulatedTasks(seed);
    tasks.run(() -> script.run(new World(tasks)));
  }

  private static void pair(World world, Running running) throws Exception {
    PairingHome pairing =
        new PairingHome(world.tasks, world.tasks.randomness(), world.vault.writer);
    PairingCode code = running.box().openToFirstOwner().orElseThrow().code();
    Link link =
        running
            .home()
            .dial(running.box().address(), new Carrier.Expected.AnyForPairing(), Carrier.PAIRING);
    HomeOffer home =
        new HomeOffer(world.vault.id, world.vault.writer.id(), world.vault.logEntries());
    BoxOffer box = pairing.run(link, code, home, offer -> adopt(world.vault, offer));
    world.boxId = box.record().box();
  }

  private static byte[] adopt(TestVault vault, BoxOffer box) {
    return vault.entry(new LogBody.Box(box.record(), box.countersignature(), Opaque.EMPTY));
  }

  private static ScriptedHome connect(World world, Running running) throws Exception {
    Authenticator authenticator =
        new Authenticator(
            world.tasks, world.tasks.randomness(), world.vault.writer, Role.HOME, _ -> true);
    AuthenticatedLink link =
        authenticator.run(
            running
                .home()
                .dial(
                    running.box().address(),
                    new Carrier.Expected.AnyForPairing(),
                    Carrier.FARKEEP));
    ScriptedHome home = ScriptedHome.greet(world.tasks, world.tasks, link.link(), link.control());
    home.open(world.vault.id);
    return home;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void what_was_acknowledged_is_there_after_a_power_cut_at_any_moment(long seed) {
    simulate(
        seed,
        world -> {
          Running running = world.start(new SimulatedDisk(DISK_BYTES));
          pair(world, running);
          ScriptedHome home = connect(world, running);
          replicate(world, running, home);
          running.stop();
          for (Moment moment : world.moments) assertAllThere(world, moment);
        });
  }

  /// Sends rounds of chunks, tree and snapshot, and imagines a power cut behind each answer.
  private static void replicate(World world, Running running, ScriptedHome home) throws Exception {
    List<ObjectId> stored = new ArrayList<>();
    Optional<HeadMove> head = Optional.empty();
    List<ObjectId> parents = List.of();
    for (int round = 1; round <= 4; round++) {
      List<ObjectId> sent = new ArrayList<>();
      long last = 0;
      for (int i = 0; i < 3; i++) {
        byte[] chunk = world.vault.chunk(20_000);
        sent.add(TestVault.id(chunk));
        last = home.put(chunk);
      }
      imagineCut(world, running, stored, head);
      byte[] root = world.vault.node(ObjectKind.PATH_NODE, 0, sent);
      byte[] snapshot =
          world.vault.snapshot(TestVault.id(root), parents, round, world.vault.writer);
      home.settle(last);
      stored.addAll(sent);
      imagineCut(world, running, stored, head);
      home.put(root);
      last = home.put(snapshot);
      HeadMove move =
          world.vault.move(world.boxId, head, TestVault.id(snapshot), world.vault.writer);
      home.commit(move, last);
      stored.add(TestVault.id(root));
      head = Optional.of(move);
      parents = List.of(TestVault.id(snapshot));
      imagineCut(world, running, stored, head);
    }
  }

  private static void imagineCut(
      World world, Running running, List<ObjectId> stored, Optional<HeadMove> head) {
    long seed = world.tasks.randomness().below(Long.MAX_VALUE);
    world.moments.add(new Moment(running.disk().crashedCopy(seed), List.copyOf(stored), head));
  }

  private static void assertAllThere(World world, Moment moment) throws Exception {
    Running again = world.start(moment.disk());
    assertThat(again.box().openToFirstOwner()).isEmpty();
    ScriptedHome home = connect(world, again);
    for (ObjectAnswer answer : home.get(moment.stored())) {
      assertThat(answer).isInstanceOf(ObjectAnswer.Found.class);
      assertThat(TestVault.id(((ObjectAnswer.Found) answer).stored())).isEqualTo(answer.id());
    }
    if (moment.head().isPresent()) {
      byte[] snapshot = moment.head().get().snapshot().bytes();
      assertThat(home.get(List.of(ObjectId.of(snapshot)))).hasSize(1);
    }
    again.stop();
  }

  @Test
  void a_force_that_fails_ends_the_box_and_a_new_start_keeps_what_was_acknowledged() {
    simulate(
        1,
        world -> {
          SimulatedDisk disk = new SimulatedDisk(DISK_BYTES);
          Running running = world.start(disk);
          pair(world, running);
          ScriptedHome home = connect(world, running);
          byte[] kept = world.vault.chunk(10_000);
          home.settle(home.put(kept));
          AtomicReference<Optional<String>> ended = new AtomicReference<>(Optional.empty());
          var waiting =
              world.tasks.start("await end", () -> ended.set(running.box().awaitEnd(_ -> {})));
          disk.planFault(0, SimulatedDisk.Fault.FORCE_FAILS);
          home.put(world.vault.chunk(10_000));
          home.awaitEnd();
          waiting.join();
          assertThat(disk.faultMet()).isTrue();
          assertThat(ended.get()).isPresent();
          assertThat(home.heard()).noneMatch(word -> word.getStored().getNumber() > 1);

          Running again = world.start(disk.crash(5));
          ScriptedHome back = connect(world, again);
          assertThat(back.get(List.of(TestVault.id(kept))))
              .allMatch(answer -> answer instanceof ObjectAnswer.Found);
          again.stop();
        });
  }

  @Test
  void a_full_disk_refuses_new_objects_and_still_gives_the_old_ones() {
    simulate(
        1,
        world -> {
          SimulatedDisk disk = new SimulatedDisk(3 << 20);
          Running running = world.start(disk);
          pair(world, running);
          ScriptedHome home = connect(world, running);
          List<ObjectId> kept = new ArrayList<>();
          Optional<ToHome> full = Optional.empty();
          for (int i = 0; i < 12 && full.isEmpty(); i++) {
            byte[] chunk = world.vault.chunk(512 << 10);
            home.settle(home.put(chunk));
            full = home.heard().stream().filter(ToHome::hasFull).findFirst();
            if (full.isEmpty()) kept.add(TestVault.id(chunk));
          }
          assertThat(full).isPresent();
          assertThat(full.get().getFull().getNeededBytes()).isGreaterThan(512 << 10);
          assertThat(kept).isNotEmpty();
          assertThat(home.get(kept)).allMatch(answer -> answer instanceof ObjectAnswer.Found);
          world.tasks.sleep(Duration.ofMinutes(2));
          running.stop();
        });
  }
}
