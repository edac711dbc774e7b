package farkeep.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.proof.Proof;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int EVERY_CHANGE = 200;
  private static final long SEEDS_REPEATED = 8;

  @Test
  @Tag("proof")
  void the_promises_hold_whatever_happens_to_homes_boxes_and_the_path_between_them()
      throws InterruptedException {
    try (Proof proof = Proof.of("whole system", "seeds", EVERY_CHANGE)) {
      Counts sum = new Worlds(proof, Runtime.getRuntime().availableProcessors()).run();
      proof.passed();
      System.out.println("whole system: " + sum);
    }
  }

  @Test
  void seeds_that_found_something_find_nothing_any_more() throws IOException {
    try (InputStream seeds = SimulationTest.class.getResourceAsStream("/seeds.txt")) {
      for (String line : new String(requireNonNull(seeds).readAllBytes(), UTF_8).split("\n")) {
        if (line.startsWith("#")) continue;
        long seed = Long.parseLong(line.split(" ")[0]);
        assertThat(Run.of(Plan.of(seed)).failure()).as(line).isEmpty();
      }
    }
  }

  @Test
  void a_seed_repeats_its_run_step_by_step() {
    for (long seed = 1; seed <= SEEDS_REPEATED; seed++) {
      Run.Outcome first = Run.of(Plan.of(seed));
      Run.Outcome second = Run.of(Plan.of(seed));
      assertThat(first.failure()).isEqualTo(Optional.empty());
      assertThat(second.fingerprint()).as("seed %d", seed).isEqualTo(first.fingerprint());
    }
  }

  /// What differs only from process to process: orders of sets, hash codes of objects.
  @Test
  void a_seed_repeats_its_run_in_another_process() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                Long.toString(SEEDS_REPEATED))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(other.getInputStream().readAllBytes(), UTF_8);
    assertThat(other.waitFor()).isZero();
    for (long seed = 1; seed <= SEEDS_REPEATED; seed++) {
      assertThat(said).contains(OtherProcess.line(seed, Run.of(Plan.of(seed))) + "\n");
    }
  }
}
