package farkeep.box;

import farkeep.box.control.ControlClient;
import farkeep.box.replication.ScriptedHome;
import farkeep.link.pairing.PairingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A benchmark, which runs only when it is asked for: how long it takes from an event to the first
/// change of a lamp, in the running program, and what the program costs while nothing happens.
@EnabledIfSystemProperty(named = "bench.panel", matches = "true")
class EventToLightTest {
  private static final int ROUNDS = 10;
  private static final Duration IDLE = Duration.ofSeconds(60);

  @TempDir Path directory;

  /// A lamp's file, and when it became what.
  private static final class Lamp implements AutoCloseable {
    private final Path brightness;
    private final WatchService watch;
    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private boolean lit;

    private record Change(boolean lit, long nanos) {}

    Lamp(Path led) throws IOException {
      brightness = led.resolve("brightness");
      watch = led.getFileSystem().newWatchService();
      led.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
      Thread.ofPlatform().daemon().start(this::run);
    }

    private void run() {
      try {
        boolean last = false;
        while (true) {
          WatchKey key = watch.take();
          long now = System.nanoTime();
          String content = Files.readString(brightness);
          key.pollEvents();
          key.reset();
          // Between cutting the file and writing it, nothing stands there.
          if (content.isEmpty() || content.equals("255") == last) continue;
          last = !last;
          changes.add(new Change(last, now));
        }
      } catch (IOException | InterruptedException | RuntimeException e) {
        // closed
      }
    }

    /// Waits until it has been so for this long without a break.
    void awaitSteady(boolean wanted, Duration time) throws InterruptedException {
      while (true) {
        Change next = changes.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null && lit == wanted) return;
        if (next != null) lit = next.lit();
      }
    }

    /// Waits until it changes.
    ///
    /// @return when
    long awaitChange() throws InterruptedException {
      Change next = changes.take();
      lit = next.lit();
      return next.nanos();
    }

    @Override
    public void close() throws IOException {
      watch.close();
    }
  }

  @Test
  void from_an_event_to_the_light() throws Exception {
    FakeLeds leds = new FakeLeds(directory.resolve("leds"));
    try (BoxProcesses box = new BoxProcesses(directory);
        TestHome home = new TestHome();
        Lamp act = new Lamp(directory.resolve("leds/ACT"))) {
      BoxProcesses.Started running = box.startBox("--page", "off", "--lights", leds.path());
      List<Double> pairing = new ArrayList<>();
      List<Double> forgotten = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        forgotten.add(asked(act, box.data(), "press 15s"));
        pairing.add(asked(act, box.data(), "press 3s"));
      }
      String code = BoxProcesses.code(ControlClient.ask(box.data(), "pair"));
      home.pair(running.address(), PairingCode.typed(code));
      List<Double> receiving = receiving(act, home, running);
      report("pairing window opened", pairing);
      report("pairings forgotten", forgotten);
      report("object sent by a home", receiving);
      idle(act, running.process());
    }
  }

  /// In the long dark of a pattern, so that the next change is the event's.
  private static double asked(Lamp act, Path data, String command) throws Exception {
    act.awaitSteady(false, Duration.ofMillis(400));
    long began = System.nanoTime();
    ControlClient.ask(data, command);
    return (act.awaitChange() - began) / 1e6;
  }

  /// Each time right after the wink of a box where all is well, which has 4.9 s to the next.
  private static List<Double> receiving(Lamp act, TestHome home, BoxProcesses.Started running)
      throws Exception {
    ScriptedHome session = home.connect(running.address(), home.vault.writer);
    session.open(home.vault.id);
    List<Double> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      act.awaitSteady(true, Duration.ofMillis(1_200));
      act.awaitChange();
      act.awaitChange();
      long began = System.nanoTime();
      session.put(home.vault.chunk(1_024));
      all.add((act.awaitChange() - began) / 1e6);
    }
    return all;
  }

  private static void idle(Lamp act, Process box) throws InterruptedException {
    act.awaitSteady(true, Duration.ofMillis(1_200));
    Duration before = box.info().totalCpuDuration().orElseThrow();
    long until = System.nanoTime() + IDLE.toNanos();
    while (System.nanoTime() < until) act.awaitChange();
    Duration used = box.info().totalCpuDuration().orElseThrow().minus(before);
    System.out.printf(
        "| idle, with a home connected | %.2f %% of a core |%n",
        100.0 * used.toMillis() / IDLE.toMillis());
  }

  private static void report(String event, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    System.out.printf(
        "| %s | %.0f | %.0f | %.0f |%n",
        event, sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
  }
}
