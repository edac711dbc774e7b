package farkeep.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What happens in a run, all of it made from a seed before it begins. Operations may be left out
/// without changing what the others do.
///
/// @param seed also decides which task runs next
/// @param homes how many homes, each with a vault and a folder of its own
/// @param boxes how many boxes; each home is paired with each of them
/// @param liar whether the last box lies
/// @param dialling whether nobody gets through to the boxes, and they dial the homes
record Plan(
    long seed, int homes, int boxes, boolean liar, boolean dialling, List<Operation> operations) {
  /// In most plans; a crowd has more.
  static final int FEW_HOMES_MAX = 4;

  static final int HOMES_MAX = 8;
  static final int BOXES_MAX = 3;
  static final int OPERATIONS_MIN = 10;
  static final int OPERATIONS_MAX = 60;

  /// One plan in so many is of a crowd.
  private static final int CROWD_ONE_IN = 16;

  private static final long PAUSE_MILLIS_MAX = 20_000;

  Plan {
    operations = List.copyOf(operations);
  }

  /// The plan of a seed.
  static Plan of(long seed) {
    SplittableRandom chance = new SplittableRandom(seed * 0x9e3779b97f4a7c15L);
    int homes = 1 + chance.nextInt(chance.nextInt(3) == 0 ? FEW_HOMES_MAX : 2);
    int boxes = 1 + chance.nextInt(chance.nextInt(3) == 0 ? BOXES_MAX : 2);
    boolean liar = chance.nextInt(6) == 0;
    boolean losing = chance.nextInt(4) == 0;
    int count = chance.nextInt(OPERATIONS_MIN, OPERATIONS_MAX + 1);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operations.add(
          new Operation(
              kind(chance, losing),
              chance.nextInt(homes),
              chance.nextInt(boxes),
              chance.nextLong(),
              pause(chance)));
    }
    boolean dialling = chance.nextInt(4) == 0;
    Plan plan = new Plan(seed, homes, boxes, liar, dialling, operations);
    return chance.nextInt(CROWD_ONE_IN) == 0 ? plan.crowded(chance) : plan;
  }

  /// The same with more homes, which what happens is spread over.
  private Plan crowded(SplittableRandom chance) {
    int many = chance.nextInt(FEW_HOMES_MAX + 1, HOMES_MAX + 1);
    List<Operation> spread =
        operations.stream().map(operation -> operation.at(chance.nextInt(many))).toList();
    return new Plan(seed, many, boxes, liar, dialling, spread);
  }

  /// Whether it has more homes than most.
  boolean isCrowded() {
    return homes > FEW_HOMES_MAX;
  }

  private static Operation.Kind kind(SplittableRandom chance, boolean losing) {
    List<Operation.Kind> kinds =
        Arrays.stream(Operation.Kind.values()).filter(kind -> losing || !kind.loses).toList();
    int dice = chance.nextInt(kinds.stream().mapToInt(kind -> kind.weight).sum());
    int i = 0;
    while (dice >= kinds.get(i).weight) dice -= kinds.get(i++).weight;
    return kinds.get(i);
  }

  /// Mostly short, so that what happens falls into what is under way.
  private static Duration pause(SplittableRandom chance) {
    return switch (chance.nextInt(4)) {
      case 0 -> Duration.ZERO;
      case 1 -> Duration.ofMillis(chance.nextLong(20));
      case 2 -> Duration.ofMillis(chance.nextLong(500));
      default -> Duration.ofMillis(chance.nextLong(PAUSE_MILLIS_MAX));
    };
  }

  /// The same without some operations.
  Plan with(List<Operation> fewer) {
    return new Plan(seed, homes, boxes, liar, dialling, fewer);
  }
}
