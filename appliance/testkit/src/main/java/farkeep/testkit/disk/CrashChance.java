package farkeep.testkit.disk;

import java.util.SplittableRandom;

/// What becomes of each unforced change in a power cut. Among the seeds are those that keep all and
/// those that lose all.
final class CrashChance {
  private static final int PERCENT = 100;

  private final SplittableRandom random;
  private final int keptPercent;
  private final int lostPercent;

  CrashChance(long seed) {
    random = new SplittableRandom(seed);
    switch (random.nextInt(6)) {
      case 0 -> {
        keptPercent = 0;
        lostPercent = PERCENT;
      }
      case 1 -> {
        keptPercent = PERCENT;
        lostPercent = 0;
      }
      default -> {
        keptPercent = random.nextInt(PERCENT);
        lostPercent = random.nextInt(PERCENT - keptPercent);
      }
    }
  }

  enum Fate {
    KEPT,
    LOST,
    TORN
  }

  Fate next() {
    int dice = random.nextInt(PERCENT);
    if (dice < keptPercent) return Fate.KEPT;
    return dice < keptPercent + lostPercent ? Fate.LOST : Fate.TORN;
  }

  /// How many of `count` changes of names survive: the first ones, as a journal keeps them.
  int survivors(int count) {
    int left = 0;
    while (left < count && next() == Fate.KEPT) left++;
    return left;
  }

  SplittableRandom random() {
    return random;
  }
}
