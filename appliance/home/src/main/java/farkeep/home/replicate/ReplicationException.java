package farkeep.home.replicate;

import farkeep.objects.ObjectId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Why a box does not take what it is sent.
public abstract sealed class ReplicationException extends IOException {
  private static final long serialVersionUID = 1L;

  private ReplicationException(String message) {
    super(message);
  }

  private ReplicationException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The same, thrown where somebody waited.
  abstract ReplicationException again();

  /// The box lacks objects that it should have: what the ledger said of them is wrong.
  public static final class Missing extends ReplicationException {
    private static final long serialVersionUID = 1L;

    /// The objects it lacks; perhaps not all of them.
    private final transient List<ObjectId> children;

    Missing(List<ObjectId> children) {
      super(
          "the box lacks %d objects it was thought to keep, such as %s; everything is asked for again"
              .formatted(children.size(), children.isEmpty() ? "?" : children.get(0)));
      this.children = List.copyOf(children);
    }

    /// The objects it lacks; perhaps not all of them.
    public List<ObjectId> children() {
      return children;
    }

    @Override
    ReplicationException again() {
      return new Missing(children);
    }
  }

  /// The box has no room.
  public static final class Full extends ReplicationException {
    private static final long serialVersionUID = 1L;
    private final long neededBytes;
    private final long freeBytes;

    Full(long neededBytes, long freeBytes) {
      super(
          ("box is full: needs %d B, has %d B free; nothing more is sent until there is room: attach a larger disk"
                  + " to the box, or wait until a lock ends")
              .formatted(neededBytes, freeBytes));
      this.neededBytes = neededBytes;
      this.freeBytes = freeBytes;
    }

    /// Bytes it would need for the next object.
    public long neededBytes() {
      return neededBytes;
    }

    /// Bytes it has.
    public long freeBytes() {
      return freeBytes;
    }

    @Override
    ReplicationException again() {
      return new Full(neededBytes, freeBytes);
    }
  }

  /// The box takes nothing for now, because its host wants it so; what it keeps can be read.
  public static final class Paused extends ReplicationException {
    private static final long serialVersionUID = 1L;
    private final Instant until;

    Paused(Instant until) {
      super(
          "the box is paused by its host until %s; what it keeps can be read, and what is new is sent afterwards"
              .formatted(until));
      this.until = until;
    }

    /// When the box goes on, as its own clock says it.
    public Instant until() {
      return until;
    }

    @Override
    ReplicationException again() {
      return new Paused(until);
    }
  }

  /// The box refuses, and asking again is useless.
  public static final class Refused extends ReplicationException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super("the box refused: " + reason);
    }

    private Refused(Refused first) {
      super(first.getMessage(), first);
    }

    @Override
    ReplicationException again() {
      return new Refused(this);
    }
  }

  /// No box could be reached in the time that was given.
  public static final class Unreachable extends ReplicationException {
    private static final long serialVersionUID = 1L;

    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    ReplicationException again() {
      return new Unreachable(getMessage(), this);
    }
  }
}
