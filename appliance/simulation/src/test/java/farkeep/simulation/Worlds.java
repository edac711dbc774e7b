package farkeep.simulation;

import farkeep.testkit.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs of a proof beside each other: each has a world of its own, so what is in one does not
/// depend on another.
final class Worlds {
  private static final int WORLDS_MAX = 4;

  private final Proof proof;
  private final int count;
  private boolean failed;

  /// @param count how many at once
  Worlds(Proof proof, int count) {
    this.proof = proof;
    this.count = Math.clamp(count, 1, WORLDS_MAX);
  }

  /// Runs seed after seed until the proof has enough.
  ///
  /// @throws AssertionError a run failed; the message names its seed
  Counts run() throws InterruptedException {
    Counts sum = new Counts();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<Counts>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) all.add(threads.submit(this::runs));
      for (Future<Counts> each : all) sum = sum.plus(each.get());
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }
    return sum;
  }

  private Counts runs() {
    Counts sum = new Counts();
    for (OptionalLong seed = next(); seed.isPresent(); seed = next()) {
      Run.Outcome outcome = Run.of(Plan.of(seed.getAsLong()));
      if (outcome.failure().isPresent()) fail(seed.getAsLong(), outcome.failure().get());
      sum = sum.plus(outcome.counts());
    }
    return sum;
  }

  private synchronized OptionalLong next() {
    return !failed && proof.next() ? OptionalLong.of(proof.seed()) : OptionalLong.empty();
  }

  private synchronized void fail(long seed, Throwable why) {
    failed = true;
    proof.failed(seed);
    throw new AssertionError("seed " + seed + "; again with -Dprove.once=" + seed, why);
  }
}
