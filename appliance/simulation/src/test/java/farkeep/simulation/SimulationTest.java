package farkeep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import farkeep.testkit.proof.Proof;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int EVERY_CHANGE = 200;

  @Test
  @Tag("proof")
  void the_promises_hold_whatever_happens_to_homes_boxes_and_the_path_between_them() {
    Counts sum = new Counts();
    try (Proof proof = Proof.of("whole system", "seeds", EVERY_CHANGE)) {
      while (proof.next()) {
        Run.Outcome outcome = Run.of(Plan.of(proof.seed()));
        if (outcome.failure().isPresent()) {
          throw new AssertionError(
              "seed " + proof.seed() + "; again with -Dprove.once=" + proof.seed(),
              outcome.failure().get());
        }
        sum = sum.plus(outcome.counts());
      }
      proof.passed();
    }
    System.out.println("whole system: " + sum);
  }

  @Test
  void a_seed_repeats_its_run_step_by_step() {
    for (long seed = 1; seed <= 3; seed++) {
      Run.Outcome first = Run.of(Plan.of(seed));
      Run.Outcome second = Run.of(Plan.of(seed));
      assertThat(first.failure()).isEqualTo(Optional.empty());
      assertThat(second.fingerprint()).as("seed %d", seed).isEqualTo(first.fingerprint());
    }
  }
}
