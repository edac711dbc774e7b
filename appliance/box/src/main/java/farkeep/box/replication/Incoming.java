package farkeep.box.replication;

import farkeep.box.replication.ReceiveBudget.Room;
import farkeep.link.carrier.LinkStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One object on its way in. What changes is changed inside the budget's monitor only.
final class Incoming {
  private final long number;
  private final int bytes;
  private final LinkStream stream;

  /// When it got room: from then on it must arrive within a time.
  Duration since = Duration.ZERO;

  @Nullable Room room;
  @Nullable CheckedObject object;

  /// @param stream that it comes on
  Incoming(long number, int bytes, LinkStream stream) {
    this.number = number;
    this.bytes = bytes;
    this.stream = stream;
  }

  /// Its number in the session.
  long number() {
    return number;
  }

  /// Its stored length.
  int bytes() {
    return bytes;
  }

  /// Whether the home began to send it on a later stream than the other.
  boolean isLaterThan(Incoming other) {
    return stream.id() > other.stream.id();
  }

  /// Ends its stream; does not wait.
  void breakOff() {
    stream.reset();
  }

  /// What arrived; only once it has.
  CheckedObject object() {
    if (object == null) throw new IllegalStateException("object " + number + " is not here");
    return object;
  }
}
