package farkeep.testkit.tasks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What happened, step by step: the last steps as text, all of them as a fingerprint.
public final class Trace {
  /// Steps kept as text.
  public static final int STEPS_KEPT_MAX = 2_000;

  private record Step(long number, long atNanos, String task, String what) {
    @Override
    public String toString() {
      return "%d %d.%09d %s %s"
          .formatted(number, atNanos / 1_000_000_000, atNanos % 1_000_000_000, task, what);
    }
  }

  private final Deque<Step> last = new ArrayDeque<>();
  private long count;
  private long fingerprint;

  Trace() {}

  void add(long atNanos, String task, String what) {
    if (last.size() == STEPS_KEPT_MAX) last.removeFirst();
    last.addLast(new Step(count++, atNanos, task, what));
    mix(atNanos);
    mix(task.hashCode());
    mix(what.hashCode());
  }

  private void mix(long value) {
    fingerprint = (Long.rotateLeft(fingerprint, 5) ^ value) * 0x9e3779b97f4a7c15L;
  }

  long count() {
    return count;
  }

  long fingerprint() {
    return fingerprint;
  }

  List<String> lastSteps() {
    return last.stream().map(Step::toString).toList();
  }
}
