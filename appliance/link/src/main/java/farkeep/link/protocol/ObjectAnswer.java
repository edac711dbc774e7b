package farkeep.link.protocol;

import farkeep.objects.ObjectId;

/// What a box has of an object that a home asked for.
public sealed interface ObjectAnswer {
  /// Which object.
  ObjectId id();

  /// It is here. Whether the bytes match the id is for the receiver to check.
  ///
  /// @param stored its stored bytes
  record Found(ObjectId id, byte[] stored) implements ObjectAnswer {
    @Override
    public String toString() {
      return "Found[%s, %d B]".formatted(id.abbreviated(), stored.length);
    }
  }

  /// The box does not have it.
  record Absent(ObjectId id) implements ObjectAnswer {}

  /// The box has it no longer whole: send it again.
  record Damaged(ObjectId id) implements ObjectAnswer {}
}
