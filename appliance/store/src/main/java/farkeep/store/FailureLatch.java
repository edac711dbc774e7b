package farkeep.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Remembers the first failure of a write or force: after it nothing is written any more.
final class FailureLatch {
  private final AtomicReference<@Nullable IOException> first = new AtomicReference<>();
  private final StoreEvents events;

  FailureLatch(StoreEvents events) {
    this.events = events;
  }

  Optional<IOException> failure() {
    return Optional.ofNullable(first.get());
  }

  /// @throws StoreFailedException a write or force has failed before
  void check() throws StoreFailedException {
    IOException failure = first.get();
    if (failure != null) throw refusal(failure);
  }

  /// Notes a failure.
  ///
  /// @return what the caller is to throw
  StoreFailedException fail(IOException failure) {
    if (first.compareAndSet(null, failure)) {
      events.say(
          new StoreEvent(
              StoreEvent.What.STORE_FAILED,
              "the disk failed while writing (%s); the box has to start again"
                  .formatted(failure.getMessage())));
    }
    return refusal(failure);
  }

  private static StoreFailedException refusal(IOException failure) {
    return new StoreFailedException(
        "the store takes no more writes, for the disk failed: %s; start the box again, and look at the"
                .formatted(failure.getMessage())
            + " disk if that happens twice",
        failure);
  }
}
