package farkeep.box.replication;

import farkeep.objects.Limits;
import farkeep.objects.port.Permits;
import farkeep.objects.port.Tasks;

/// The memory that all sessions of a box share out among them.
///
/// @param receiving for objects on their way in
/// @param reading bytes for objects on their way out
record Budgets(ReceiveBudget receiving, Permits reading) {
  /// Bytes for objects on their way out, over all sessions.
  static final long READING_BYTES_MAX = 4L * Limits.OBJECT_BYTES_MAX;

  /// Bytes for objects on their way out in one session: what a home that does not read can hold.
  static final long SESSION_READING_BYTES_MAX = Limits.OBJECT_BYTES_MAX;

  static Budgets of(Tasks tasks) {
    return new Budgets(new ReceiveBudget(tasks), new Permits(tasks, READING_BYTES_MAX));
  }
}
