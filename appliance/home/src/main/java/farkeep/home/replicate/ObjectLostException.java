package farkeep.home.replicate;

import farkeep.objects.ObjectId;
import java.io.IOException;

/// A box does not have an object that it should have, or has it no longer whole.
public class ObjectLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ObjectId id;

  /// @param damaged it is there, but no longer whole
  public ObjectLostException(ObjectId id, boolean damaged) {
    super(
        "object %s: the box %s"
            .formatted(
                id.abbreviated(),
                damaged
                    ? "has it no longer whole, and says so; it repairs what it can by itself"
                    : "does not have it"));
    this.id = id;
  }

  /// Which object.
  public ObjectId id() {
    return id;
  }
}
