package farkeep.panel.display;

import java.util.Optional;

/// A display of a few lines of text.
public interface Display extends AutoCloseable {
  /// What stands there from now on. Returns at once; safe for many threads.
  void show(Page page);

  /// What is missing, in one sentence; empty when the display is there. A serial display that does
  /// not answer can't be told from one that is not there.
  Optional<String> lacks();

  /// Draws until [#close].
  ///
  /// @throws InterruptedException the thread was interrupted
  void run() throws InterruptedException;

  /// Ends [#run].
  @Override
  void close();
}
