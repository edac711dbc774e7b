package farkeep.home.control;

/// Who carries out requests: the daemon, or the command itself when none runs.
@FunctionalInterface
public interface Verbs {
  /// Carries out one request. The last event told is [Event.Done] or [Event.Failed].
  ///
  /// @param events told as they happen, from one thread at a time
  /// @throws InterruptedException the asker went away
  void handle(Request request, Events events) throws InterruptedException;

  /// Who is told what happens.
  @FunctionalInterface
  interface Events {
    /// @throws InterruptedException whoever asked is gone: stop
    void tell(Event event) throws InterruptedException;
  }
}
