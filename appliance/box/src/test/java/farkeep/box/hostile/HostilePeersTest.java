package farkeep.box.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.objects.port.Mailbox;
import farkeep.objects.port.TaskGroup;
import farkeep.objects.port.Tasks;
import farkeep.testkit.proof.Heap;
import farkeep.testkit.proof.Proof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything that hostile peers do to one box, beside an honest home that must not notice.
@Tag("proof")
@Timeout(3 * 3600)
class HostilePeersTest {
  /// Scripts that run at the same time.
  private static final int AT_ONCE = 4;

  /// Links in a second from one network: all peers come from one here.
  private static final int ARRIVALS_PER_SECOND_MAX = 1_000;

  /// How much more the whole process may hold afterwards than before, peers and honest home
  /// included.
  private static final long GROWTH_BYTES_MAX = 32L << 20;

  private static final int SCRIPTS_MIN = 80;

  /// After which a script waits in vain, and is named instead of the whole test's time running out.
  private static final Duration SCRIPT_MAX = Duration.ofMinutes(5);

  private static final int FLOODS = 4;
  private static final int FLOOD_DATAGRAMS = 20_000;

  /// In a second: a line of 100 Mbit/s full of first packets.
  private static final int FLOOD_RATE = 10_000;

  private static final long ALONE_MILLIS = 2_000;

  @TempDir Path directory;

  private final List<AssertionError> failures = Collections.synchronizedList(new ArrayList<>());

  private static List<Script> scripts() {
    List<Script> all = new ArrayList<>();
    add(all, "before AUTH", StrangerScripts.all());
    add(all, "in AUTH", AuthScripts.all());
    add(all, "on the control stream", RequestScripts.all());
    add(all, "about logs", LogScripts.all());
    add(all, "about heads", CommitScripts.all());
    add(all, "sending headers", HeaderScripts.all());
    add(all, "sending", ObjectScripts.all());
    add(all, "reading", ReadingScripts.all());
    add(all, "in pairing", PairingScripts.all());
    return all;
  }

  private static void add(List<Script> all, String where, List<Script> scripts) {
    for (Script it : scripts) all.add(new Script(where + ": " + it.name(), it.alone(), it.deed()));
  }

  @Test
  void every_hostile_peer_gets_the_stated_answer_and_nobody_else_notices() throws Exception {
    List<Script> scripts = scripts();
    assertThat(scripts)
        .hasSizeGreaterThanOrEqualTo(SCRIPTS_MIN)
        .extracting(Script::name)
        .doesNotHaveDuplicates();
    try (Proof proof = Proof.of("hostile peers", "scripts", 1)) {
      while (proof.next()) {
        List<Script> order = new ArrayList<>(scripts);
        Collections.shuffle(order, new Random(proof.seed()));
        siege(directory.resolve("box" + proof.seed()), order);
        assertThat(failures).as("scripts that went otherwise than stated").isEmpty();
        proof.count(order.size());
      }
      proof.passed();
    }
  }

  /// What it slows the honest home by is printed, not judged: the flood and both ends share the
  /// processors here.
  @Test
  void an_honest_home_goes_on_under_a_flood_of_first_packets() throws Exception {
    try (BesiegedBox box = new BesiegedBox(directory.resolve("flooded"), 5, 0);
        HonestHome honest = new HonestHome(box);
        Proof proof = Proof.of("flood of first packets", "datagrams", FLOODS)) {
      honest.mustGoOn();
      double alone = speed(box, honest, () -> Thread.sleep(ALONE_MILLIS));
      long before = Heap.usedBytes();
      double flooded =
          speed(
              box,
              honest,
              () -> {
                while (proof.next()) {
                  long from = proof.seed() * FLOOD_DATAGRAMS;
                  StrangerScripts.flood(box.address(), 1, FLOOD_DATAGRAMS, from, FLOOD_RATE);
                  proof.count(FLOOD_DATAGRAMS);
                  honest.mustGoOn();
                  box.mustBeWell();
                }
              });
      assertThat(Heap.usedBytes() - before).as("growth of the heap").isLessThan(GROWTH_BYTES_MAX);
      System.out.printf("honest home: %.1f MB/s alone, %.1f MB/s in the flood%n", alone, flooded);
      proof.passed();
    }
  }

  /// @return what the honest home moves meanwhile, in MB a second of the wall clock
  private static double speed(BesiegedBox box, HonestHome honest, Tasks.Work meanwhile)
      throws Exception {
    Duration began = box.home.clocks.running();
    long before = honest.movedBytes();
    meanwhile.run();
    Duration took = box.home.clocks.running().minus(began);
    return (honest.movedBytes() - before) / 1e3 / took.toMillis();
  }

  private void siege(Path data, List<Script> scripts) throws Exception {
    try (BesiegedBox box = new BesiegedBox(data, ARRIVALS_PER_SECOND_MAX, scripts.size());
        HonestHome honest = new HonestHome(box)) {
      honest.mustGoOn();
      long before = Heap.usedBytes();
      runTogether(box, honest, scripts.stream().filter(script -> !script.alone()).toList());
      for (Script script : scripts) if (script.alone()) run(box, honest, script, scripts);
      honest.mustGoOn();
      assertThat(Heap.usedBytes() - before).as("growth of the heap").isLessThan(GROWTH_BYTES_MAX);
    }
  }

  private void runTogether(BesiegedBox box, HonestHome honest, List<Script> scripts)
      throws Exception {
    Mailbox<Script> waiting = new Mailbox<>(box.home.tasks, scripts.size());
    for (Script script : scripts) waiting.put(script);
    waiting.close();
    try (TaskGroup group = new TaskGroup(box.home.tasks)) {
      for (int i = 0; i < AT_ONCE; i++) {
        group.start(
            "hostile",
            () -> {
              for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
                run(box, honest, next.get(), scripts);
              }
            });
      }
      group.join();
    }
  }

  private void run(BesiegedBox box, HonestHome honest, Script script, List<Script> all)
      throws Exception {
    Peer peer = new Peer(box, box.standings.get(all.indexOf(script)));
    Tasks.Task watch = box.home.tasks.start("watch", () -> closeInTheEnd(peer, script));
    try (peer) {
      script.deed().run(peer);
      honest.mustBeWell();
      box.mustBeWell();
    } catch (Exception | AssertionError e) {
      failures.add(new AssertionError("hostile script \"" + script.name() + "\": " + e, e));
    } finally {
      watch.cancel();
    }
  }

  private void closeInTheEnd(Peer peer, Script script) throws InterruptedException {
    peer.box.home.tasks.sleep(SCRIPT_MAX);
    failures.add(
        new AssertionError("hostile script \"" + script.name() + "\" waits for " + SCRIPT_MAX));
    peer.close();
  }
}
