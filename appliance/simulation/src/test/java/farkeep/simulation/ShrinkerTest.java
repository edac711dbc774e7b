package farkeep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class ShrinkerTest {
  @Test
  void what_a_failure_needs_is_left_and_nothing_else() {
    Plan plan = Plan.of(7);
    List<Operation> needed = List.of(plan.operations().get(2), plan.operations().getLast());
    Plan shortest = new Shrinker(tried -> tried.operations().containsAll(needed)).shrink(plan);
    assertThat(shortest.operations()).isEqualTo(needed);
  }

  /// `mvn … -Dtest=ShrinkerTest -Dshrink=true -Dprove.once=SEED` prints the shortest plan with
  /// which a seed still fails.
  @Test
  @EnabledIfSystemProperty(named = "shrink", matches = "true")
  void a_failing_seed_is_made_short() {
    Plan plan = Plan.of(Long.getLong("prove.once"));
    assertThat(Run.of(plan).failure()).as("seed %d fails", plan.seed()).isPresent();
    Plan shortest = new Shrinker(tried -> Run.of(tried).failure().isPresent()).shrink(plan);
    System.out.println(
        shortest.homes() + " homes, " + shortest.boxes() + " boxes, liar " + shortest.liar());
    shortest.operations().forEach(System.out::println);
    Optional<Throwable> failure = Run.of(shortest).failure();
    failure.ifPresent(Throwable::printStackTrace);
  }
}
