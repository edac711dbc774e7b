package farkeep.testkit.tasks;

import org.jspecify.annotations.Nullable;

/// A simulated run that went wrong. Run it again with the seed in the message.
public final class SimulationFailedError extends AssertionError {
  private static final long serialVersionUID = 1L;

  SimulationFailedError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
