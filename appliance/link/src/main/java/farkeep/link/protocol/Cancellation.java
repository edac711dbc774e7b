package farkeep.link.protocol;

import java.io.InterruptedIOException;

/// A task that is cancelled while it reads or writes a stream gets an `InterruptedIOException`,
/// which is an `IOException` and easily taken for a broken link. Whoever catches `IOException` to
/// go on (to dial again, to serve the next) has to pass the cancel on instead.
public final class Cancellation {
  /// The cancel that this exception stands for.
  public static InterruptedException of(InterruptedIOException cancelled) {
    InterruptedException same = new InterruptedException(cancelled.getMessage());
    same.initCause(cancelled);
    return same;
  }

  private Cancellation() {}
}
