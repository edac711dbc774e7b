package farkeep.home.engine;

import java.util.ArrayList;
import java.util.List;

/// Some steps that travel together, so that handing over costs little for small files.
final class Parcel {
  /// Plain bytes from which on a parcel is closed.
  static final int BYTES_ENOUGH = 512 << 10;

  /// Steps of one parcel.
  static final int STEPS_MAX = 128;

  private static final int STEP_BYTES = 512;

  private final List<Step> steps = new ArrayList<>();
  private long bytes;
  private boolean sealed;

  void add(Step step) {
    steps.add(step);
    bytes += STEP_BYTES;
    if (step instanceof Step.Piece piece) bytes += piece.plainBytes();
  }

  boolean isFull() {
    return bytes >= BYTES_ENOUGH || steps.size() >= STEPS_MAX;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  List<Step> steps() {
    return steps;
  }

  /// What it takes in memory, about.
  long bytes() {
    return bytes;
  }

  /// Whether all its pieces are. Only inside the pipeline's monitor.
  boolean isSealed() {
    return sealed;
  }

  /// Only inside the pipeline's monitor.
  void setSealed() {
    sealed = true;
  }
}
