package farkeep.home.engine;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/// What a task of a group failed with, thrown where the group was waited for.
final class Failures {
  private Failures() {}

  /// @return never; for `throw`
  /// @throws InterruptedException the task was
  static IOException rethrown(ExecutionException e) throws IOException, InterruptedException {
    switch (e.getCause()) {
      case IOException cause -> throw cause;
      case InterruptedException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> throw new IOException("a task failed: " + e.getCause(), e);
    }
  }
}
