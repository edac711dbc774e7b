package farkeep.panel.lights;

import java.io.IOException;
import java.util.Optional;

/// Lamps that can be switched. Used by one thread at a time.
public interface Lights extends AutoCloseable {
  /// Switches the lamps it has, and leaves alone what it has not.
  ///
  /// @throws IOException a lamp could not be switched; the others are, and the next call tries all
  ///   again
  void show(Lit lit) throws IOException;

  /// What is missing, in one sentence; empty when all lamps are there.
  Optional<String> lacks();

  /// Gives the lamps back as they were found, or leaves them dark. Never fails.
  @Override
  void close();
}
