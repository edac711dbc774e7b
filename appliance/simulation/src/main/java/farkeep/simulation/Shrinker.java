package farkeep.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a plan that fails as short as it gets: leaves operations out, many at a time and then one
/// by one, as long as it still fails.
final class Shrinker {
  private final Predicate<Plan> fails;

  /// @param fails runs a plan
  Shrinker(Predicate<Plan> fails) {
    this.fails = fails;
  }

  /// @param plan fails
  /// @return one that fails too, and from which none can be left out
  Plan shrink(Plan plan) {
    Plan shortest = plan;
    for (int at = Math.max(1, plan.operations().size() / 2); at >= 1; at /= 2) {
      Plan before;
      do {
        before = shortest;
        shortest = without(before, at);
      } while (at == 1 && shortest != before);
    }
    return shortest;
  }

  /// Tries to leave out each run of so many operations.
  private Plan without(Plan plan, int many) {
    Plan shortest = plan;
    for (int from = 0; from < shortest.operations().size(); ) {
      List<Operation> fewer = new ArrayList<>(shortest.operations());
      fewer.subList(from, Math.min(fewer.size(), from + many)).clear();
      Plan candidate = shortest.with(fewer);
      if (fails.test(candidate)) shortest = candidate;
      else from += many;
    }
    return shortest;
  }
}
