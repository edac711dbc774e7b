package farkeep.box.replication;

import farkeep.box.replication.ReceiveBudget.Room;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One object on its way in. What changes is changed inside the budget's monitor only.
final class Incoming {
  private final long number;
  private final int bytes;
  private final Runnable breakOff;

  /// When it got room: from then on it must arrive within a time.
  Duration since = Duration.ZERO;

  @Nullable Room room;
  @Nullable CheckedObject object;

  /// @param breakOff resets the stream that it comes on; does not wait
  Incoming(long number, int bytes, Runnable breakOff) {
    this.number = number;
    this.bytes = bytes;
    this.breakOff = breakOff;
  }

  /// Its number in the session.
  long number() {
    return number;
  }

  /// Its stored length.
  int bytes() {
    return bytes;
  }

  /// Ends its stream.
  void breakOff() {
    breakOff.run();
  }

  /// What arrived; only once it has.
  CheckedObject object() {
    if (object == null) throw new IllegalStateException("object " + number + " is not here");
    return object;
  }
}
