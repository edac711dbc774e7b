package farkeep.store;

import farkeep.objects.ObjectId;
import farkeep.objects.port.Tasks;
import farkeep.testkit.objects.SampleObjects;
import farkeep.testkit.objects.SampleObjects.Sample;
import farkeep.testkit.tasks.SimulatedTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/// Short sequences of what is done with a store. Nearly all crash bugs that were ever found in file
/// systems need three operations at most (CrashMonkey, OSDI 2018): so many short sequences are
/// better than few long ones.
final class Workloads {
  /// Sequences that are always tried.
  static final int CANONICAL = 50;

  private static final int STEPS_MAX = 3;

  private final SampleObjects samples;
  private final List<Step> steps;

  /// What is done with a store.
  enum Step {
    OBJECT,
    BATCH,
    UNFORCED,
    LARGE,
    ROLL,
    HEAD,
    LOG_ENTRY,
    LOG_ENTRIES,
    REOPEN,
    BY_TIME,
    BESIDE,
    AGAIN,
    BY_AGE
  }

  private Workloads(List<Step> steps, long seed) {
    this.samples = new SampleObjects(seed);
    this.steps = steps;
  }

  /// The canonical sequence of a number: each step alone, pairs, then triples.
  static Workloads canonical(int number, long seed) {
    int all = Step.values().length;
    int[] picks =
        switch (number / all) {
          case 0 -> new int[] {number};
          case 1 -> new int[] {number, number * 5 + 1};
          default -> new int[] {number, number * 3 + 2, number * 7 + number / all};
        };
    List<Step> steps = new ArrayList<>();
    for (int each : picks) steps.add(Step.values()[each % all]);
    return new Workloads(steps, seed);
  }

  /// A sequence that the seed chooses.
  static Workloads random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(STEPS_MAX);
    while (steps.size() < count) {
      steps.add(Step.values()[random.nextInt(Step.values().length)]);
    }
    return new Workloads(steps, seed);
  }

  /// The workload of a seed: the canonical ones first, three times with other chances, then any.
  static Workloads of(long seed) {
    return seed >= 1 && seed <= 3 * CANONICAL
        ? canonical((int) (seed - 1) % CANONICAL, seed)
        : random(seed);
  }

  @Override
  public String toString() {
    return steps.toString();
  }

  void run(WitnessedStore store, SimulatedTasks tasks) throws Exception {
    for (Step each : steps) run(each, store, tasks);
  }

  private void run(Step step, WitnessedStore store, SimulatedTasks tasks) throws Exception {
    switch (step) {
      case OBJECT -> store.force(store.admit(samples.chunk(700)));
      case BATCH -> store.force(backup(store, 5, 900));
      case UNFORCED -> backup(store, 3, 400);
      case LARGE -> {
        store.admit(samples.chunk(66_000));
        store.force(backup(store, 2, 100));
      }
      case ROLL -> store.force(roll(store));
      case HEAD -> {
        Sample root = samples.node(chunks(store, 3, 500), 100);
        store.admit(root);
        store.move(root.id());
      }
      case LOG_ENTRY -> store.appendToVaultLog("an entry");
      case LOG_ENTRIES -> store.appendToVaultLog("one", "two".repeat(400), "three".repeat(200));
      case REOPEN -> store.reopen();
      case BY_TIME -> {
        backup(store, 2, 400);
        tasks.sleep(Duration.ofMillis(300));
      }
      case BESIDE -> beside(store, tasks);
      case AGAIN -> {
        Sample chunk = samples.chunk(1_500);
        store.force(store.admit(chunk));
        store.force(store.admit(chunk));
      }
      case BY_AGE -> {
        store.force(backup(store, 1, 200));
        tasks.sleep(TestSettings.SMALL.packs().ageMax().plusSeconds(1));
      }
    }
  }

  private long roll(WitnessedStore store) throws Exception {
    store.admit(samples.chunk(30_000));
    store.admit(samples.chunk(30_000));
    return backup(store, 2, 200);
  }

  private void beside(WitnessedStore store, SimulatedTasks tasks) throws Exception {
    List<Tasks.Task> running = new ArrayList<>();
    for (String name : List.of("one sender", "another")) {
      running.add(tasks.start(name, () -> store.force(backup(store, 2, 1_500))));
    }
    Exception failed = null;
    for (Tasks.Task each : running) {
      try {
        each.join();
      } catch (ExecutionException e) {
        failed = e; // the others are waited for all the same
      }
    }
    if (failed != null) throw failed;
  }

  /// Admits chunks and a node above them.
  ///
  /// @return the node's watermark
  private long backup(WitnessedStore store, int chunks, int payloadBytes) throws Exception {
    return store.admit(samples.node(chunks(store, chunks, payloadBytes), payloadBytes / 4));
  }

  private List<ObjectId> chunks(WitnessedStore store, int count, int payloadBytes)
      throws Exception {
    List<ObjectId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sample chunk = samples.chunk(payloadBytes);
      store.admit(chunk);
      ids.add(chunk.id());
    }
    return ids;
  }
}
