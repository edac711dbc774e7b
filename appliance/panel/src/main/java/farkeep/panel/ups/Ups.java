package farkeep.panel.ups;

import java.util.Optional;

/// A battery between wall and box.
public interface Ups extends AutoCloseable {
  /// How it was when last asked. Safe for many threads.
  UpsState state();

  /// What is missing, in one sentence; empty when a UPS answers.
  Optional<String> lacks();

  /// Asks again and again, and tells each change of kind, until [#close].
  ///
  /// @throws InterruptedException the thread was interrupted
  void run() throws InterruptedException;

  /// Ends [#run].
  @Override
  void close();
}
