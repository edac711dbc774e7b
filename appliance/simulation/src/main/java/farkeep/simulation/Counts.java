package farkeep.simulation;

/// What was done in a run, so that one sees that it did something.
final class Counts {
  long operations;
  long passes;
  long passesFailed;
  long acknowledged;
  long restores;
  long restoresFailed;
  long powerCuts;
  long pairings;
  long imagesLookedAt;

  /// The sum of two.
  Counts plus(Counts other) {
    Counts sum = new Counts();
    sum.operations = operations + other.operations;
    sum.passes = passes + other.passes;
    sum.passesFailed = passesFailed + other.passesFailed;
    sum.acknowledged = acknowledged + other.acknowledged;
    sum.restores = restores + other.restores;
    sum.restoresFailed = restoresFailed + other.restoresFailed;
    sum.pairings = pairings + other.pairings;
    sum.powerCuts = powerCuts + other.powerCuts;
    sum.imagesLookedAt = imagesLookedAt + other.imagesLookedAt;
    return sum;
  }

  @Override
  public String toString() {
    return "%d operations, %d passes (%d failed), %d snapshots acknowledged, %d restores (%d failed), %d power cuts, %d codes shown, %d disks looked at"
        .formatted(
            operations,
            passes,
            passesFailed,
            acknowledged,
            restores,
            restoresFailed,
            powerCuts,
            pairings,
            imagesLookedAt);
  }
}
