package farkeep.panel;

import java.time.Duration;

/// Time and waiting, as the loops of the panel need them: each loop has one of its own. Safe for
/// many threads; only one waits.
public interface Pace {
  /// Running time since some fixed moment; never goes back.
  Duration running();

  /// Waits until [#wake] or [#end] is called, but not for longer than `most`. A wake that came
  /// while nobody waited is not lost.
  ///
  /// @return false once [#end] was called: the loop is over
  /// @throws InterruptedException the thread was interrupted
  boolean await(Duration most) throws InterruptedException;

  /// Ends the wait: something has changed.
  void wake();

  /// Ends this wait and all later ones.
  void end();
}
