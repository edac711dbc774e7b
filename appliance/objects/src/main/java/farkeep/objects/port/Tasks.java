package farkeep.objects.port;

import java.time.Duration;

/// Starting, waiting and sleeping. All concurrency of Farkeep goes through this port, so that the
/// same code runs on virtual threads and, in simulation, as one runnable task at a time chosen by a
/// seed.
///
/// Every implementation passes `TasksContract`.
public interface Tasks {
  /// Starts work beside the caller's.
  ///
  /// @param name for thread dumps and traces
  Task start(String name, Work work);

  /// Waits. Nothing to wait for (`Duration.ZERO`) still lets others run and notices a cancel: what
  /// long computations call now and then.
  ///
  /// @throws InterruptedException the task was cancelled
  void sleep(Duration time) throws InterruptedException;

  /// Cancels the caller itself: its next wait throws. For who had to finish something before it
  /// could follow a cancel, and now hands it on.
  void cancelSelf();

  /// A new monitor, entered by nobody.
  Monitor monitor();

  /// Work that may wait and may fail.
  @FunctionalInterface
  interface Work {
    /// Does it.
    ///
    /// @throws Exception kept, and thrown by [Task#join]
    void run() throws Exception;
  }

  /// Work under way.
  interface Task {
    /// Asks the work to end: its wait through this port, or its next one, throws
    /// `InterruptedException`, once for each cancel. Waits elsewhere (a disk, a library) are not
    /// disturbed; close what they wait for.
    void cancel();

    /// Waits for the end.
    ///
    /// @throws java.util.concurrent.ExecutionException the work threw; its cause is that
    /// @throws InterruptedException the caller was cancelled
    void join() throws InterruptedException, java.util.concurrent.ExecutionException;

    /// Whether it has ended, in whatever way.
    boolean ended();
  }

  /// Mutual exclusion with waiting, as in Hoare's monitors. Not fair; may be entered again by who
  /// is inside.
  interface Monitor {
    /// Waits until nobody else is inside, and enters.
    void enter();

    /// Leaves. Only for who is inside.
    void exit();

    /// Leaves, waits to be signalled, enters again. May wake for no reason: check the condition in
    /// a loop.
    ///
    /// @throws InterruptedException the task was cancelled; it is inside again
    void await() throws InterruptedException;

    /// As [#await()], but not for longer than `timeoutMax`.
    ///
    /// @return false when the time was up
    /// @throws InterruptedException the task was cancelled; it is inside again
    boolean await(Duration timeoutMax) throws InterruptedException;

    /// Wakes all who wait. Only for who is inside.
    void signalAll();

    /// Enters for a try-with-resources block.
    default Inside inside() {
      enter();
      return this::exit;
    }
  }

  /// Being inside a monitor; closing leaves it.
  @FunctionalInterface
  interface Inside extends AutoCloseable {
    @Override
    void close();
  }
}
