package farkeep.home.state;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Another process works on this state directory.
public class StateInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  StateInUseException(Path path, @Nullable Throwable cause) {
    super(
        "state directory %s is in use by another farkeep process; end that one, or choose another with --state"
            .formatted(path),
        cause);
  }
}
