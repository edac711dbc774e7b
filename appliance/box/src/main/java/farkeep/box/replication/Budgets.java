package farkeep.box.replication;

import farkeep.objects.Limits;
import farkeep.objects.port.Clocks;
import farkeep.objects.port.Permits;
import farkeep.objects.port.Tasks;

/// What all sessions of a box share out among them.
///
/// @param receiving for objects on their way in
/// @param reading bytes for objects on their way out
/// @param gate how much of it passes
record Budgets(ReceiveBudget receiving, Permits reading, Gate gate) {
  /// Bytes for objects on their way out, over all sessions.
  static final long READING_BYTES_MAX = 4L * Limits.OBJECT_BYTES_MAX;

  /// Bytes for objects on their way out in one session: what a home that does not read can hold.
  static final long SESSION_READING_BYTES_MAX = Limits.OBJECT_BYTES_MAX;

  static Budgets of(Tasks tasks, Clocks clocks) {
    ReceiveBudget receiving = new ReceiveBudget(tasks);
    return new Budgets(
        receiving, new Permits(tasks, READING_BYTES_MAX), new Gate(tasks, clocks, receiving));
  }
}
